package org.ledplatform.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ledplatform.sandbox.proto.StoredAccount;
import org.ledplatform.sandbox.storage.SandboxStorageException;
import org.ledplatform.whatsapp.crypto.Hmac;
import org.ledplatform.whatsapp.jid.Jid;
import org.ledplatform.whatsapp.jid.Server;

/**
 * A person, as the server knows one.
 *
 * @param phone names the account for good: the digits of its first phone number, with a count
 *     behind a dot when somebody before had that number first
 * @param number digits of the phone number; no LID in the network has the same digits
 * @param lid digits of the LID
 * @param tenant to whom the person belongs; people of different tenants do not know each other
 * @param name the push name
 * @param nextDevice the number of the next companion; never reused
 * @param nextKeyIndex the key index of the next companion; never reused
 * @param keyIndexList the phone's signed list of valid key indexes; empty until the first companion
 * @param privacy what the person set; categories that are absent have their defaults
 * @param blocked addresses without device, by phone number where the network knows it
 */
public record Account(
    String phone,
    String number,
    String lid,
    String tenant,
    String name,
    int nextDevice,
    int nextKeyIndex,
    byte[] keyIndexList,
    Map<String, String> privacy,
    List<String> blocked) {

  public Account {
    privacy = Map.copyOf(privacy);
    blocked = List.copyOf(blocked);
  }

  /** A person who has a phone and nothing else. */
  public static Account fresh(String phone, String number, String lid, String tenant, String name) {
    return new Account(phone, number, lid, tenant, name, 1, 1, new byte[0], Map.of(), List.of());
  }

  /** The address by phone number. */
  public Jid phoneJid() {
    return Jid.of(number, Server.PHONE);
  }

  /** The address by LID. */
  public Jid lidJid() {
    return Jid.of(lid, Server.LID);
  }

  /** The address of the asked kind. */
  public Jid jid(boolean asLid) {
    return asLid ? lidJid() : phoneJid();
  }

  /** This account with another push name. */
  public Account named(String newName) {
    return new Account(
        phone,
        number,
        lid,
        tenant,
        newName,
        nextDevice,
        nextKeyIndex,
        keyIndexList,
        privacy,
        blocked);
  }

  /** This account after it gave away the next device number and key index. */
  public Account expectingDevice() {
    return new Account(
        phone,
        number,
        lid,
        tenant,
        name,
        nextDevice + 1,
        nextKeyIndex + 1,
        keyIndexList,
        privacy,
        blocked);
  }

  /** This account with another LID. */
  public Account movedTo(String newLid) {
    return new Account(
        phone,
        number,
        newLid,
        tenant,
        name,
        nextDevice,
        nextKeyIndex,
        keyIndexList,
        privacy,
        blocked);
  }

  /** This account with another phone number. */
  public Account calledAt(String newNumber) {
    return new Account(
        phone,
        newNumber,
        lid,
        tenant,
        name,
        nextDevice,
        nextKeyIndex,
        keyIndexList,
        privacy,
        blocked);
  }

  /** This account with a new signed list. */
  public Account listing(byte[] newList) {
    return new Account(
        phone, number, lid, tenant, name, nextDevice, nextKeyIndex, newList, privacy, blocked);
  }

  /** This account with other privacy settings. */
  public Account keeping(Map<String, String> newPrivacy) {
    return new Account(
        phone,
        number,
        lid,
        tenant,
        name,
        nextDevice,
        nextKeyIndex,
        keyIndexList,
        newPrivacy,
        blocked);
  }

  /** This account with other people blocked. */
  public Account blocking(List<String> newBlocked) {
    return new Account(
        phone,
        number,
        lid,
        tenant,
        name,
        nextDevice,
        nextKeyIndex,
        keyIndexList,
        privacy,
        newBlocked);
  }

  /**
   * Where somebody is reached by phone number.
   *
   * @param phone names the account; perhaps it is gone
   */
  public static Jid phoneJid(String phone, Function<String, Optional<Account>> accounts) {
    return accounts
        .apply(phone)
        .map(Account::phoneJid)
        .orElseGet(() -> Jid.of(phone.split("\\.", 2)[0], Server.PHONE));
  }

  /** The name of this list of blocked people, by which a client finds out whether it has it. */
  public String blocklistHash() {
    byte[] hash =
        Hmac.sha256(
            "blocklist".getBytes(StandardCharsets.US_ASCII),
            String.join(",", blocked).getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 6));
  }

  byte[] toBytes() {
    return StoredAccount.newBuilder()
        .setNumber(number)
        .setLid(lid)
        .setTenant(tenant)
        .setName(name)
        .setNextDevice(nextDevice)
        .setNextKeyIndex(nextKeyIndex)
        .setKeyIndexList(ByteString.copyFrom(keyIndexList))
        .putAllPrivacy(privacy)
        .addAllBlocked(blocked)
        .build()
        .toByteArray();
  }

  static Account of(String phone, byte[] bytes) {
    try {
      StoredAccount stored = StoredAccount.parseFrom(bytes);
      return new Account(
          phone,
          // Before numbers could change it was the name.
          stored.hasNumber() ? stored.getNumber() : phone,
          stored.getLid(),
          stored.getTenant(),
          stored.getName(),
          stored.getNextDevice(),
          stored.getNextKeyIndex(),
          stored.getKeyIndexList().toByteArray(),
          stored.getPrivacyMap(),
          stored.getBlockedList());
    } catch (InvalidProtocolBufferException e) {
      throw new SandboxStorageException("A stored account cannot be read", e);
    }
  }
}
