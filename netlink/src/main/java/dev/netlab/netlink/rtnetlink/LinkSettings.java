package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * The settings common to all kinds of link. A setting that is not specified remains unchanged, or
 * is the kernel's default for a new link.
 *
 * @param name at most 15 characters
 * @param index the index of a new link, 0 for the kernel's choice. In a namespace that nobody else
 *     uses, choosing the index saves querying it before addresses and routes are added
 * @param mac hardware address
 * @param mtu bytes, 0 if not specified
 * @param alias free text of at most 255 bytes
 * @param master the name of the bridge it becomes a port of; empty removes it from its bridge
 * @param state up or down
 * @param addressGeneration how IPv6 link-local addresses are generated
 * @param group a user-defined number, -1 if not specified
 */
public record LinkSettings(
    String name,
    int index,
    @Nullable MacAddress mac,
    int mtu,
    @Nullable String alias,
    @Nullable String master,
    @Nullable State state,
    @Nullable AddressGeneration addressGeneration,
    int group) {
  /** Administrative state. */
  public enum State {
    DOWN,
    UP
  }

  /** {@code enum in6_addr_gen_mode} of if_link.h. */
  public enum AddressGeneration {
    EUI64(0),
    NONE(1),
    STABLE_PRIVACY(2),
    RANDOM(3);

    private final int number;

    AddressGeneration(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static AddressGeneration of(int number) {
      return switch (number) {
        case 1 -> NONE;
        case 2 -> STABLE_PRIVACY;
        case 3 -> RANDOM;
        default -> EUI64;
      };
    }
  }

  /** Settings that contain only a name. */
  public static LinkSettings of(String name) {
    return new LinkSettings(name, 0, null, 0, null, null, null, null, -1);
  }

  public LinkSettings withIndex(int number) {
    return new LinkSettings(name, number, mac, mtu, alias, master, state, addressGeneration, group);
  }

  public LinkSettings withMac(MacAddress address) {
    return new LinkSettings(
        name, index, address, mtu, alias, master, state, addressGeneration, group);
  }

  public LinkSettings withMtu(int bytes) {
    return new LinkSettings(
        name, index, mac, bytes, alias, master, state, addressGeneration, group);
  }

  public LinkSettings withAlias(String text) {
    return new LinkSettings(name, index, mac, mtu, text, master, state, addressGeneration, group);
  }

  public LinkSettings withMaster(String bridge) {
    return new LinkSettings(name, index, mac, mtu, alias, bridge, state, addressGeneration, group);
  }

  public LinkSettings withState(State wanted) {
    return new LinkSettings(name, index, mac, mtu, alias, master, wanted, addressGeneration, group);
  }

  public LinkSettings up() {
    return withState(State.UP);
  }

  public LinkSettings withAddressGeneration(AddressGeneration mode) {
    return new LinkSettings(name, index, mac, mtu, alias, master, state, mode, group);
  }

  public LinkSettings withGroup(int number) {
    return new LinkSettings(name, index, mac, mtu, alias, master, state, addressGeneration, number);
  }
}
