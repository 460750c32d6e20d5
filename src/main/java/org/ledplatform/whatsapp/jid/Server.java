package org.ledplatform.whatsapp.jid;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of an address behind the {@code @}. */
public enum Server {
  /** People under their phone number. */
  PHONE("s.whatsapp.net", 0),
  /** People under their LID, an address that does not tell the phone number. */
  LID("lid", 1),
  HOSTED("hosted", 128),
  HOSTED_LID("hosted.lid", 129),
  GROUP("g.us", -1),
  BROADCAST("broadcast", -1),
  NEWSLETTER("newsletter", -1),
  BOT("bot", -1),
  CALL("call", -1),
  LEGACY("c.us", -1),
  INTEROP("interop", -1),
  MESSENGER("msgr", -1);

  private static final Map<String, Server> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Server::text, Function.identity()));

  private final String text;
  private final int domain;

  Server(String text, int domain) {
    this.text = text;
    this.domain = domain;
  }

  /** As it is written behind the {@code @}. */
  public String text() {
    return text;
  }

  /** The domain byte of an AD_JID (protocol §4.1); empty for servers without devices. */
  public OptionalInt domain() {
    return domain < 0 ? OptionalInt.empty() : OptionalInt.of(domain);
  }

  /** The server of that name. */
  public static Optional<Server> named(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }

  /** The server with that domain byte. */
  public static Optional<Server> ofDomain(int domain) {
    return Arrays.stream(values()).filter(s -> s.domain >= 0 && s.domain == domain).findFirst();
  }
}
