package org.ledplatform.whatsapp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.proto.SyncdPatch;

class AppStateQuestionsTest {

  private static AppStateQuestions.Answer answerWith(int patches) {
    Node patch = Node.of("patch", SyncdPatch.getDefaultInstance().toByteArray());
    Node list = Node.of("patches").holding(Collections.nCopies(patches, patch));
    Node collection = Node.of("collection", list).with("name", "regular_low");
    return AppStateQuestions.read(Node.of("iq", Node.of("sync", collection))).getFirst();
  }

  @Test
  void readsOnlySoManyPatchesOfOneAnswerAndAsksForTheRest() {
    assertThat(answerWith(AppStateQuestions.MOST_PATCHES).more()).isFalse();
    AppStateQuestions.Answer cut = answerWith(AppStateQuestions.MOST_PATCHES + 1);
    assertThat(cut.patches()).hasSize(AppStateQuestions.MOST_PATCHES);
    assertThat(cut.more()).isTrue();
  }
}
