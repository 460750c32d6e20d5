package org.ledplatform.whatsapp.client;

/** What the sub-codes of a temporary ban mean (protocol §5.5). */
final class BanCode {

  private BanCode() {}

  static String describe(int code) {
    return switch (code) {
      case 101 -> "messages to too many people";
      case 102 -> "blocked by many people";
      case 103 -> "created too many groups";
      case 104 -> "sent the same message too often";
      case 106 -> "sent too much to broadcast lists";
      default -> "code " + code;
    };
  }
}
