package org.ledplatform.whatsapp.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.ledplatform.whatsapp.WhatsAppException;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.NodeCodec;
import org.ledplatform.whatsapp.node.TokenDictionary;

class GroupNodeFuzzTest {

  private static final NodeCodec CODEC = new NodeCodec(TokenDictionary.V3);

  @FuzzTest
  void aGroupThatIsReadIsTheSameAfterWritingAndReading(byte[] input) {
    GroupMetadata group;
    try {
      Node node = CODEC.decode(input);
      group = GroupNode.read(node);
    } catch (WhatsAppException _) {
      return;
    }
    assertThat(GroupNode.read(GroupNode.write(group))).isEqualTo(group);
  }
}
