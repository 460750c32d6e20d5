package org.ledplatform.sandbox.storage;

/** What is kept. The name is part of what is on disk: never rename one. */
public enum Table {
  /** The network's own keys; few records with fixed names. */
  NETWORK,
  /** Accounts as the server knows them, by name: mostly the phone number. */
  ACCOUNTS,
  /** Devices as the server knows them, by {@code account/device}. */
  DEVICES,
  /** One-time pre-keys handed in by devices, by {@code account/device/sequence}. */
  PRE_KEYS,
  /** Stanzas that a device has not acknowledged, by {@code account/device/sequence}. */
  QUEUES,
  /** Virtual phones, by their id. */
  PHONES,
  /** Keys and signal sessions of virtual phones, by {@code phone id/record kind/name}. */
  PHONE_RECORDS,
  /** What virtual phones show, by {@code phone id/sequence}. */
  SHOWN,
  /** Groups as the server knows them, by the digits of their id. */
  GROUPS,
  /** Texts about people, and pictures of people and groups, by account or group id. */
  PROFILES,
  /** Who chatted with whom, by {@code account/phone number}; the records are empty. */
  ACQUAINTANCES,
  /** Patches of app state, by {@code account/collection/version}. */
  APP_STATES,
  /** Where snapshots of app state are, by {@code account/collection}. */
  APP_SNAPSHOTS,
  /** Snapshots of app state as virtual phones made them, by {@code phone id/collection}. */
  PHONE_SNAPSHOTS,
  /** What changed while a device was away, by {@code account/device/what}; the moment. */
  DIRTY_BITS
}
