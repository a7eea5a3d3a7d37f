package dev.netlab.nft.ruleset;

/** Which packets a table sees. */
public enum TableFamily {
  IP("ip"),
  IP6("ip6"),
  INET("inet");

  private final String text;

  TableFamily(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
