package dev.netlab.nft.ruleset;

/** What a map has for a key. */
public sealed interface MapValue permits Verdict, Literal {
  /** As nft writes it. */
  String text();
}
