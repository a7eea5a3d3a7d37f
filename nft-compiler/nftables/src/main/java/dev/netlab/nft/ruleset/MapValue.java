package dev.netlab.nft.ruleset;

/** The value that a map contains for a key. */
public sealed interface MapValue permits Verdict, Literal {
  /** The text as nft writes it. */
  String text();
}
