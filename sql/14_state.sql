-- Enumerations: the states of contexts, batches and requests.

CREATE TYPE market.context_state AS ENUM ('running', 'paused', 'completed');
COMMENT ON TYPE market.context_state IS
'state of a request context';

CREATE TYPE market.batch_state AS ENUM ('running', 'completed');
COMMENT ON TYPE market.batch_state IS
'state of the current batch of a request context';

CREATE TYPE market.request_state AS ENUM ('pending', 'answered', 'expired');
COMMENT ON TYPE market.request_state IS
'state of a request';
