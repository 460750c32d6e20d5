package org.ledplatform.whatsapp.media;

/** The hosts do not accept us: what was told about them is out of date and must be asked again. */
public final class HostsRefusedException extends MediaException {

  private static final long serialVersionUID = 1L;

  HostsRefusedException() {
    super("The media hosts refused us");
  }
}
