package org.ledplatform.sandbox.server;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ledplatform.sandbox.delivery.Outlet;
import org.ledplatform.whatsapp.crypto.PublicKey;

/** A client that waits for a phone to take it as a companion. Touched only in a turn. */
final class Candidate {

  /**
   * What the client was told after a scan and must sign.
   *
   * @param query the id of the question that it answers
   * @param signed the ADVSignedDeviceIdentity of the phone
   * @param keyIndexes the phone's list of companions, as it is once the client has signed
   */
  record Offer(
      String query,
      String phone,
      int device,
      int keyIndex,
      byte[] signed,
      byte[] keyIndexes,
      PublicKey accountKey) {}

  private final Outlet outlet;
  private final Registration registration;
  private final List<String> refs;
  private @Nullable Offer offer;

  Candidate(Outlet outlet, Registration registration, List<String> refs) {
    this.outlet = outlet;
    this.registration = registration;
    this.refs = List.copyOf(refs);
  }

  Outlet outlet() {
    return outlet;
  }

  Registration registration() {
    return registration;
  }

  List<String> refs() {
    return refs;
  }

  Optional<Offer> offer() {
    return Optional.ofNullable(offer);
  }

  void offer(Offer made) {
    offer = made;
  }
}
