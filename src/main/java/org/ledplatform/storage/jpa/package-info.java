/**
 * The ports of the features on a relational database: H2 in a file. Everything that could name a
 * person on WhatsApp is sealed or blinded before it comes here.
 *
 * <pre>
 * installation     one row: whether the first user has registered; registrations queue up at it
 * users            id, email (unique, lower case), display_name, role, password_hash, created_at
 * refresh_tokens   token_hash, family, user_id, spent, expires_at
 * data_keys        owner_id, master_key_id, wrapped_key
 * signing_keys     id (the kid), sealed_key, created_at
 * bots             id, owner_id, name … , sealed_account
 * bot_logs         id, owner_id, bot_id, type, message, metadata, logged_at
 * session_fences   owner_id + bot_id, fence
 * session_records  position (order of first writing), owner_id, bot_id, kind, blinded_name (unique
 *                  with these), sealed_name, sealed_value
 * </pre>
 */
@NullMarked
package org.ledplatform.storage.jpa;

import org.jspecify.annotations.NullMarked;
