/**
 * What can go wrong with the network, as values: a plan of faults for each tenant, whom they hit,
 * which stanzas and how often. Deciding is done here, the deed in the server. The same plan and the
 * same traffic give the same faults.
 */
@NullMarked
package org.ledplatform.sandbox.fault;

import org.jspecify.annotations.NullMarked;
