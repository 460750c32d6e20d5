package org.ledplatform.whatsapp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class VersionRefreshTest {

  private static final ClientVersions NEWER =
      new ClientVersions() {
        @Override
        public ClientVersion now() {
          return ClientVersion.KNOWN_GOOD;
        }

        @Override
        public Optional<ClientVersion> newerThan(ClientVersion refused) {
          return Optional.of(new ClientVersion(2, 3000, 2_000_000_000));
        }
      };

  private final List<String> told = new ArrayList<>();
  private boolean busy;

  private final VersionRefresh versions =
      new VersionRefresh(
          NEWER,
          task -> {
            if (busy) {
              throw new RejectedExecutionException("expected by a test");
            }
            task.run();
          },
          Runnable::run);

  private void refresh() {
    versions.refresh(() -> told.add("learned"), () -> told.add("helpless"), () -> told.add("busy"));
  }

  @Test
  void whatCouldNotBeAskedIsAskedAgainAndIsNoReasonToStop() {
    busy = true;
    refresh();
    refresh();
    busy = false;
    refresh();
    assertThat(told).containsExactly("busy", "busy", "learned");
  }

  @Test
  void whatWasLearnedIsNotAskedTwiceInARow() {
    refresh();
    refresh();
    versions.forget();
    refresh();
    assertThat(told).containsExactly("learned", "helpless", "learned");
  }
}
