-- The proxy of a bot with its password, sealed for its owner.
alter table bots add column sealed_proxy varbinary(65536);
