package org.ledplatform.whatsapp.client;

/** The version of WhatsApp Web that we say we are (protocol §3), as {@code 2.3000.1043857760}. */
public record ClientVersion(int primary, int secondary, int tertiary) {

  /** A version that the network accepted when this was written; configuration may name another. */
  public static final ClientVersion KNOWN_GOOD = new ClientVersion(2, 3000, 1043857760);

  /**
   * Reads the dotted text.
   *
   * @throws IllegalArgumentException when it is not three whole numbers with dots between them
   */
  public static ClientVersion parse(String text) {
    if (!text.matches("\\d{1,9}\\.\\d{1,9}\\.\\d{1,10}")) {
      throw new IllegalArgumentException("A version looks like 2.3000.1043857760");
    }
    int first = text.indexOf('.');
    int last = text.lastIndexOf('.');
    return new ClientVersion(
        Integer.parseInt(text.substring(0, first)),
        Integer.parseInt(text.substring(first + 1, last)),
        Integer.parseInt(text.substring(last + 1)));
  }

  @Override
  public String toString() {
    return primary + "." + secondary + "." + tertiary;
  }
}
