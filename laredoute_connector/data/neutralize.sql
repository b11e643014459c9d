-- A copy of the database talks to nobody: no secret, no address, no live account.
UPDATE laredoute_sellr_settings
   SET login = NULL,
       password = NULL,
       items_token = NULL,
       read_token = NULL,
       update_token = NULL,
       sftp_user = NULL,
       sftp_password = NULL,
       sftp_private_key = NULL,
       sftp_host = NULL;
UPDATE laredoute_account
   SET environment = 'test',
       phase = 'paused',
       paused_reason = 'neutralized';
