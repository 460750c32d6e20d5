package org.ledplatform.whatsapp.stanza;

import java.util.Map;
import org.ledplatform.whatsapp.node.Node;

/** Finds the handler of a stanza by its tag. */
public final class StanzaTable implements StanzaHandler {

  private final Map<String, StanzaHandler> handlers;
  private final StanzaHandler fallback;

  /**
   * @param fallback for tags that the table does not know
   */
  public StanzaTable(Map<String, StanzaHandler> handlers, StanzaHandler fallback) {
    this.handlers = Map.copyOf(handlers);
    this.fallback = fallback;
  }

  @Override
  public void handle(Node stanza) {
    handlers.getOrDefault(stanza.tag(), fallback).handle(stanza);
  }
}
