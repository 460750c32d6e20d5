package org.ledplatform.whatsapp.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.ledplatform.whatsapp.socket.TunnelAnswer;
import org.ledplatform.whatsapp.socket.TunnelHttp;
import org.ledplatform.whatsapp.socket.TunnelRequest;

/** The script as it is fetched through a proxy. */
public final class TunnelVersionScript implements VersionScript {

  private final URI address;
  private final TunnelHttp http;

  public TunnelVersionScript(URI address, TunnelHttp http) {
    this.address = address;
    this.http = http;
  }

  @Override
  public Optional<byte[]> fetch(Duration patience, int most) {
    TunnelRequest request = TunnelRequest.get(address, patience).with(HEADERS).answeredWholly();
    try (TunnelAnswer answer = http.send(request)) {
      if (answer.status() != 200) {
        return Optional.empty();
      }
      byte[] script = answer.body().readNBytes(most + 1);
      return Optional.of(script).filter(bytes -> bytes.length <= most);
    } catch (IOException _) {
      // Whatever stood in the way: nothing is learned now.
      return Optional.empty();
    }
  }
}
