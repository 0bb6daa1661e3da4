UPDATE bench.plain SET amount = amount + 1 WHERE id = :client_id;
