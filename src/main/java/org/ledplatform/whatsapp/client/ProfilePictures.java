package org.ledplatform.whatsapp.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.stanza.QueryFailedException;
import org.ledplatform.whatsapp.stanza.QueryFailure;

/**
 * The pictures of people and groups (protocol §11). Safe for use by many threads. Results fail with
 * a {@link QueryFailedException} when the network refuses or the client is not online.
 */
public final class ProfilePictures {

  private static final int MOST_BYTES = 2 * 1024 * 1024;
  private static final int NOT_AUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private final Inquiries network;
  private final Media media;

  ProfilePictures(Inquiries network, Media media) {
    this.network = network;
    this.media = media;
  }

  /** Which of the two that everybody has. */
  public enum Size {
    /** Small, for lists. */
    PREVIEW,
    /** As it was set. */
    IMAGE;

    private String type() {
      return this == PREVIEW ? "preview" : "image";
    }
  }

  /**
   * Where a picture is.
   *
   * @param id changes when the picture does
   */
  public record Place(String id, String url) {
    /** The address leads to a person's picture, so logs do not see it. */
    @Override
    public String toString() {
      return "Place[" + id + "]";
    }
  }

  /** Where somebody's picture is; empty when there is none or we may not see it. */
  public CompletionStage<Optional<Place>> find(Jid owner, Size size) {
    return place(owner, size).minimalCompletionStage();
  }

  private CompletableFuture<Optional<Place>> place(Jid owner, Size size) {
    Node asked = Node.of("picture").with("type", size.type()).with("query", "url");
    return network
        .<Optional<Place>>through(
            (parts, reply) ->
                network.ask(
                    parts,
                    iq("get", parts.trust().vouched(owner, asked))
                        .with("target", owner.withoutDevice()),
                    ProfilePictures::told,
                    reply))
        .toCompletableFuture()
        .exceptionally(ProfilePictures::none);
  }

  private static Optional<Place> told(Node answer) {
    Optional<Node> picture = answer.child("picture");
    return picture
        .flatMap(told -> told.attribute("url"))
        .map(url -> new Place(picture.get().attribute("id").orElse(""), url));
  }

  private static Optional<Place> none(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof QueryFailedException failed
        && failed.failure() instanceof QueryFailure.Refused(int code, _)
        && (code == NOT_FOUND || code == NOT_AUTHORIZED)) {
      return Optional.empty();
    }
    throw new CompletionException(cause);
  }

  /** The bytes of somebody's picture, usually JPEG; empty as with {@link #find}. */
  public CompletionStage<Optional<byte[]>> download(Jid owner, Size size) {
    return place(owner, size)
        .thenCompose(
            place ->
                place.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.<byte[]>empty())
                    : media.plain(place.get().url(), MOST_BYTES).thenApply(Optional::of))
        .minimalCompletionStage();
  }

  /**
   * Sets our own picture.
   *
   * @param jpeg a square of 640 pixels is what official clients send
   * @return its id
   */
  public CompletionStage<String> setOwn(byte[] jpeg) {
    return set(iq("set", Node.of("picture", jpeg).with("type", "image")));
  }

  /** Sets the picture of a group in which we may. */
  public CompletionStage<String> setOf(Jid group, byte[] jpeg) {
    return set(iq("set", Node.of("picture", jpeg).with("type", "image")).with("target", group));
  }

  /** Takes our own picture away. */
  public CompletionStage<Void> removeOwn() {
    return network.ask(iq("set"), _ -> true).thenAccept(_ -> {});
  }

  private CompletionStage<String> set(Node iq) {
    return network.ask(
        iq, answer -> answer.child("picture").flatMap(p -> p.attribute("id")).orElse(""));
  }

  private static Node iq(String type, Node... children) {
    return Node.of("iq", children)
        .with("to", Jid.NETWORK)
        .with("type", type)
        .with("xmlns", "w:profile:picture");
  }
}
