package org.ledplatform.sandbox.query;

import java.util.List;
import org.ledplatform.sandbox.delivery.Caller;
import org.ledplatform.sandbox.media.SandboxMedia;
import org.ledplatform.whatsapp.node.Node;

/** Where media goes (protocol §10.2): to our own listener, when it listens. */
final class MediaQuery implements Query {

  private final SandboxMedia media;

  MediaQuery(SandboxMedia media) {
    this.media = media;
  }

  @Override
  public List<Node> answer(Caller caller, Node iq) {
    iq.requireChild("media_conn");
    return List.of(
        media
            .connection(caller.account().tenant())
            .orElseThrow(() -> new QueryRefused(503, "service-unavailable")));
  }
}
