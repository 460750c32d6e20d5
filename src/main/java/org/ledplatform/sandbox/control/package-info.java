/**
 * What a person may do with the simulated network: have phones, scan QR codes, write messages and
 * read what the phones show. Independent of HTTP; the paths {@code /api/sandbox/*} are drawn on it.
 */
@NullMarked
package org.ledplatform.sandbox.control;

import org.jspecify.annotations.NullMarked;
