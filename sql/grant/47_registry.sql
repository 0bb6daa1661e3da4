-- Who may change tags and type repositories.  The registry is public: everybody reads it.

GRANT EXECUTE ON FUNCTION
    market.add_service_tags,
    market.remove_service_tags,
    market.create_type_repository,
    market.update_type_repository,
    market.add_type_repository_tags,
    market.remove_type_repository_tags,
    market.delete_type_repository
TO market_user, market_app;
