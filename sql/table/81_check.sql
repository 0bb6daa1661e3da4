-- The same rules as before, in checks that PostgreSQL, which reads them anew in every statement
-- that writes a row, reads faster.

ALTER TABLE market.account_balance
    DROP CONSTRAINT account_balance_amount_check,
    ADD CONSTRAINT account_balance_amount_check CHECK (market.is_amount(amount));

ALTER TABLE market.journal
    DROP CONSTRAINT journal_amount_check,
    ADD CONSTRAINT journal_amount_check CHECK (market.is_positive_amount(amount));

ALTER TABLE market.channel
    DROP CONSTRAINT channel_amount_check,
    ADD CONSTRAINT channel_amount_check
        CHECK (market.channel_covers(value, authorized_amount, pending_amount));

ALTER TABLE market.payment_reservation
    DROP CONSTRAINT payment_reservation_kind_check,
    DROP CONSTRAINT payment_reservation_outcome_check,
    DROP CONSTRAINT payment_reservation_check,
    DROP CONSTRAINT payment_reservation_check1,
    ADD CONSTRAINT payment_reservation_check
        CHECK (market.is_reservation(kind, amount, outcome, charged));
