package org.ledplatform.sandbox.query;

import org.ledplatform.whatsapp.WhatsAppException;

/** The answer is an error. */
public final class QueryRefused extends WhatsAppException {

  private static final long serialVersionUID = 1L;

  private final int code;

  public QueryRefused(int code, String text) {
    super(text);
    this.code = code;
  }

  /** What was asked for makes no sense. */
  public static QueryRefused badRequest() {
    return new QueryRefused(400, "bad-request");
  }

  /** The caller may not. */
  static QueryRefused forbidden() {
    return new QueryRefused(403, "forbidden");
  }

  /** It is not there, or not for this caller. */
  public static QueryRefused notFound() {
    return new QueryRefused(404, "item-not-found");
  }

  /** It is understood but not acceptable. */
  static QueryRefused notAcceptable() {
    return new QueryRefused(406, "not-acceptable");
  }

  /** It contradicts what is there. */
  static QueryRefused conflict() {
    return new QueryRefused(409, "conflict");
  }

  /** It was there and is no longer. */
  static QueryRefused gone() {
    return new QueryRefused(410, "gone");
  }

  /** There is no room for more. */
  static QueryRefused resourceLimit() {
    return new QueryRefused(419, "resource-limit");
  }

  /** The network does not do this. */
  static QueryRefused notImplemented() {
    return new QueryRefused(501, "feature-not-implemented");
  }

  /** The number that goes to the client. */
  public int code() {
    return code;
  }
}
