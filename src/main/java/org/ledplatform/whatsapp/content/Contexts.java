package org.ledplatform.whatsapp.content;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.MalformedJidException;
import org.ledplatform.whatsapp.proto.ContextInfo;
import org.ledplatform.whatsapp.proto.Message;

/** Reads and writes what goes along with content (protocol §12.6). Stateless. */
final class Contexts {

  private Contexts() {}

  /** What is malformed is left out: nobody loses a message because of a mention. */
  static Context read(ContextInfo info, boolean viewOnce) {
    return new Context(
        quote(info),
        Limits.entries(info.getMentionedJidList()).stream()
            .flatMap(text -> jid(text).stream())
            .toList(),
        info.getNonJidMentions() != 0,
        Math.max(info.getForwardingScore(), info.getIsForwarded() ? 1 : 0),
        info.getExpiration() == 0
            ? Optional.empty()
            : Optional.of(Limits.seconds(info.getExpiration())),
        viewOnce);
  }

  private static Optional<Quote> quote(ContextInfo info) {
    String id = info.getStanzaId();
    if (id.isEmpty() || id.length() > Limits.ID) {
      return Optional.empty();
    }
    return jid(info.getParticipant())
        .map(author -> new Quote(id, author, jid(info.getRemoteJid()), info.getQuotedMessage()));
  }

  private static Optional<Jid> jid(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Jid.parse(text));
    } catch (MalformedJidException _) {
      return Optional.empty();
    }
  }

  static ContextInfo write(Context context) {
    ContextInfo.Builder info = ContextInfo.newBuilder();
    context.quote().ifPresent(quote -> write(info, quote));
    context.mentions().forEach(jid -> info.addMentionedJid(jid.toString()));
    if (context.everybody()) {
      info.setNonJidMentions(1);
    }
    if (context.forwardingScore() > 0) {
      info.setForwardingScore(context.forwardingScore()).setIsForwarded(true);
    }
    context.expiration().map(Duration::toSeconds).ifPresent(s -> info.setExpiration(s.intValue()));
    return info.build();
  }

  private static void write(ContextInfo.Builder info, Quote quote) {
    info.setStanzaId(quote.id())
        .setParticipant(quote.author().toString())
        .setQuotedMessage(quoted(quote.message()));
    quote.chat().ifPresent(chat -> info.setRemoteJid(chat.toString()));
  }

  /**
   * Quotes do not nest: what the quoted message itself quoted stays behind. So do keys, and the
   * file of what may be looked at once. Fields that are not known here go along.
   */
  private static Message quoted(Message message) {
    Wrapping.Peeled peeled = Wrapping.peel(message);
    Message bare =
        Parts.withoutContext(
            peeled.message().toBuilder()
                .clearMessageContextInfo()
                .clearSenderKeyDistributionMessage()
                .build());
    if (peeled.viewOnce() || Parts.viewOnce(bare)) {
      for (String field : List.of("mediaKey", "url", "directPath", "jpegThumbnail")) {
        bare = Parts.clear(bare, field);
      }
    }
    return bare;
  }
}
