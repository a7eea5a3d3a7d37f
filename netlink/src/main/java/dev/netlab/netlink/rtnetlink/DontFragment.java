package dev.netlab.netlink.rtnetlink;

/**
 * How a tunnel sets the DF bit of its outer IPv4 header ({@code enum ifla_vxlan_df} and {@code enum
 * ifla_geneve_df} agree).
 */
public enum DontFragment {
  UNSET(0),
  SET(1),
  INHERIT(2);

  private final int number;

  DontFragment(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static DontFragment of(int number) {
    return switch (number) {
      case 1 -> SET;
      case 2 -> INHERIT;
      default -> UNSET;
    };
  }
}
