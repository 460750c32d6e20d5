package org.ledplatform.api.limits;

import java.util.Optional;

/**
 * An answer that may have to be given again.
 *
 * @param body the JSON; no bytes when the answer had none
 * @param location the {@code Location} header, if it had one
 */
record RememberedAnswer(int status, byte[] body, Optional<String> location) {}
