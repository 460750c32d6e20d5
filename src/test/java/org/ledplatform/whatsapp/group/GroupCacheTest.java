package org.ledplatform.whatsapp.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ledplatform.whatsapp.MutableClock;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.message.Self;
import org.ledplatform.whatsapp.node.Node;
import org.ledplatform.whatsapp.node.UnexpectedNodeException;
import org.ledplatform.whatsapp.store.MemoryDeviceStore;
import org.ledplatform.whatsapp.store.RecordKind;
import org.ledplatform.whatsapp.store.StoreChange;

/** What is known about a group, and how notifications change it. */
class GroupCacheTest {

  private static final Jid GROUP = Jid.parse("120363000000000001@g.us");
  private static final Jid OTHER = Jid.parse("120363000000000002@g.us");
  private static final Jid ME = Jid.parse("900@lid");
  private static final Jid ANNA = Jid.parse("100@lid");
  private static final Jid BERT = Jid.parse("300@lid");

  private final MutableClock clock = new MutableClock();
  private final MemoryDeviceStore store = new MemoryDeviceStore();
  private final GroupCache cache =
      new GroupCache(store, new Self(Jid.parse("49170:5@s.whatsapp.net"), ME.withDevice(5)), clock);

  @BeforeEach
  void know() {
    Node group =
        Node.of(
                "group",
                participant(ME).with("type", "admin"),
                participant(ANNA).with("type", "superadmin"))
            .with("id", GROUP.user())
            .with("subject", "Garden")
            .with("addressing_mode", "lid")
            .with("p_v_id", "1");
    store.commit(List.of(cache.putting(GroupNode.read(group), cache.now())));
  }

  private static Node participant(Jid jid) {
    return Node.of("participant").with("jid", jid);
  }

  private Node notification(Node... children) {
    return Node.of("notification", children)
        .with("from", GROUP)
        .with("participant", ANNA)
        .with("t", clock.instant().getEpochSecond());
  }

  private List<GroupEvent> hear(Node... children) {
    List<GroupEvent> events = GroupNotice.read(notification(children));
    events.forEach(event -> store.commit(cache.hearing(event)));
    return events;
  }

  private void hearAt(Instant at, Node child) {
    GroupNotice.read(notification(child).with("t", at.getEpochSecond()))
        .forEach(event -> store.commit(cache.hearing(event)));
  }

  private GroupMetadata known() {
    return cache.find(GROUP).orElseThrow();
  }

  @Test
  void peopleComeRiseFallAndGo() {
    hear(Node.of("add", participant(BERT)).with("prev_v_id", "1").with("v_id", "2"));
    assertThat(known().member(BERT)).map(GroupMember::isAdmin).contains(false);
    hear(Node.of("promote", participant(BERT)).with("prev_v_id", "2").with("v_id", "3"));
    assertThat(known().member(BERT)).map(GroupMember::isAdmin).contains(true);
    hear(Node.of("demote", participant(BERT)).with("prev_v_id", "3").with("v_id", "4"));
    assertThat(known().member(BERT)).map(GroupMember::isAdmin).contains(false);
    hear(Node.of("remove", participant(BERT)).with("prev_v_id", "4").with("v_id", "5"));
    assertThat(known().member(BERT)).isEmpty();
    assertThat(known().version()).isEqualTo("5");
  }

  @Test
  void hearingTheSameTwiceChangesNothingTheSecondTime() {
    Node add = Node.of("add", participant(BERT)).with("prev_v_id", "1").with("v_id", "2");
    hear(add);
    GroupMetadata once = known();
    hear(add);
    assertThat(known()).isEqualTo(once);
  }

  @Test
  void whatDoesNotFitMakesUsAskAgain() {
    hear(Node.of("add", participant(BERT)).with("prev_v_id", "7").with("v_id", "8"));
    assertThat(cache.find(GROUP)).isEmpty();
    know();
    hear(Node.of("modify", participant(BERT)));
    assertThat(cache.find(GROUP)).isEmpty();
    know();
    hear(Node.of("something_new"));
    assertThat(cache.find(GROUP)).isEmpty();
  }

  @Test
  void whatHappenedBeforeWeAskedIsKnownAlready() {
    List<GroupEvent> old = GroupNotice.read(notification(Node.of("remove", participant(ANNA))));
    clock.advance(Duration.ofMinutes(1));
    know();
    old.forEach(event -> store.commit(cache.hearing(event)));
    assertThat(known().member(ANNA)).isPresent();
  }

  @Test
  void whoeverPutsUsOutOrEndsTheGroupEndsWhatWeKnow() {
    hear(Node.of("remove", participant(Jid.parse("49170@s.whatsapp.net"))));
    assertThat(cache.find(GROUP)).isEmpty();
    know();
    hear(Node.of("delete"));
    assertThat(cache.find(GROUP)).isEmpty();
  }

  @Test
  void toBeAddedTellsTheWholeGroup() {
    store.commit(List.of(GroupCache.forgetting(GROUP)));
    Node group = GroupNode.write(GroupNode.read(Node.of("group").with("id", GROUP.user())));
    List<GroupEvent> events = hear(Node.of("create", group).with("reason", "invite"));
    assertThat(events.getFirst().change()).isInstanceOf(GroupChange.Created.class);
    assertThat(cache.find(GROUP)).isPresent();
  }

  @Test
  void whoeverWasRemovedWhileWeWereAwayAfterWeWereAddedIsGone() {
    Instant added = clock.instant();
    store.commit(List.of(GroupCache.forgetting(GROUP)));
    clock.advance(Duration.ofMinutes(10));
    hearAt(added, created(ME, ANNA, BERT));
    hearAt(added.plusSeconds(60), Node.of("remove", participant(BERT)));
    assertThat(known().member(ANNA)).isPresent();
    assertThat(known().member(BERT)).isEmpty();
  }

  @Test
  void whatWeAskedLaterIsNotReplacedByWhatWeWereAddedTo() {
    hearAt(clock.instant().minusSeconds(60), created(ME, ANNA, BERT));
    assertThat(known().member(BERT)).isEmpty();
  }

  @Test
  void hearingAgainThatWeWereAddedBringsNobodyBack() {
    store.commit(List.of(GroupCache.forgetting(GROUP)));
    Instant added = clock.instant();
    hearAt(added, created(ME, ANNA, BERT));
    hearAt(added, Node.of("remove", participant(BERT)));
    hearAt(added, created(ME, ANNA, BERT));
    assertThat(known().member(BERT)).isEmpty();
  }

  @Test
  void aTimeThatIsStillToComeKeepsNothingFreshForLonger() {
    store.commit(List.of(GroupCache.forgetting(GROUP)));
    hearAt(clock.instant().plus(Duration.ofDays(365)), created(ME, ANNA));
    clock.advance(Duration.ofDays(2));
    assertThat(cache.find(GROUP)).isEmpty();
  }

  private static Node created(Jid... people) {
    Node[] members = Stream.of(people).map(GroupCacheTest::participant).toArray(Node[]::new);
    return Node.of("create", Node.of("group", members).with("id", GROUP.user()));
  }

  @Test
  void nameDescriptionAndRulesFollow() {
    hear(
        Node.of("subject").with("subject", "Orchard").with("s_t", 5),
        Node.of("description", Node.of("body", utf8("Apples"))).with("id", "D1"),
        Node.of("announcement"),
        Node.of("locked"),
        Node.of("ephemeral").with("expiration", 60),
        Node.of("member_add_mode", utf8("admin_add")),
        Node.of("membership_approval_mode", Node.of("group_join").with("state", "on")));
    assertThat(known().subject().text()).isEqualTo("Orchard");
    assertThat(known().description().orElseThrow().text()).isEqualTo("Apples");
    assertThat(known().settings())
        .isEqualTo(new GroupSettings(true, true, Optional.of(Duration.ofMinutes(1)), false, true));
    hear(
        Node.of("description", Node.of("delete")).with("id", "D2"),
        Node.of("not_announcement"),
        Node.of("unlocked"),
        Node.of("not_ephemeral"));
    assertThat(known().description()).isEmpty();
    assertThat(known().settings().ephemeral()).isEmpty();
    assertThat(known().settings().announcement() || known().settings().locked()).isFalse();
  }

  @Test
  void linksAndWishesToComeInAreTold() {
    List<GroupEvent> events =
        hear(
            Node.of("invite").with("code", "ABC"),
            Node.of("created_membership_requests", participant(BERT))
                .with("request_method", "invite_link"),
            Node.of("revoked_membership_requests", participant(BERT)),
            Node.of("link", Node.of("group").with("jid", OTHER)).with("link_type", "sub_group"));
    assertThat(events)
        .extracting(GroupEvent::change)
        .hasExactlyElementsOfTypes(
            GroupChange.InviteChanged.class,
            GroupChange.JoinRequested.class,
            GroupChange.JoinRequestWithdrawn.class,
            GroupChange.LinkChanged.class);
    assertThat(events.toString()).doesNotContain("ABC").doesNotContain("300");
  }

  @Test
  void whatIsKnownGrowsOldAndADamagedRecordIsNone() {
    clock.advance(Duration.ofDays(2));
    assertThat(cache.find(GROUP)).isEmpty();
    store.commit(List.of(StoreChange.put(RecordKind.GROUP, GROUP.toString(), new byte[] {-1})));
    assertThat(cache.find(GROUP)).isEmpty();
  }

  @Test
  void aNotificationThatMakesNoSenseIsRefusedByName() {
    assertThatThrownBy(() -> GroupNotice.read(notification().with("from", ANNA)))
        .isInstanceOf(UnexpectedNodeException.class);
    assertThatThrownBy(() -> hear(Node.of("create"))).isInstanceOf(UnexpectedNodeException.class);
  }

  @Test
  void whatComesFromOneGroupChangesNoOther() {
    Node group = Node.of("group", participant(ME), participant(BERT)).with("id", OTHER.user());
    assertThatThrownBy(() -> hear(Node.of("create", group)))
        .isInstanceOf(UnexpectedNodeException.class);
    assertThat(cache.find(OTHER)).isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
