package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.wire.Attributes;
import java.util.Locale;

/**
 * What a rule said about a packet ({@code enum nft_verdicts}, linux/netfilter.h).
 *
 * @param chain the chain jumped or gone to, else empty
 */
public record NftVerdict(Code code, String chain) {
  private static final int NFTA_VERDICT_CODE = 1;
  private static final int NFTA_VERDICT_CHAIN = 2;

  /** The verdicts. */
  public enum Code {
    DROP,
    ACCEPT,
    STOLEN,
    QUEUE,
    REPEAT,
    CONTINUE,
    BREAK,
    JUMP,
    GOTO,
    RETURN,
    OTHER
  }

  static NftVerdict read(Attributes verdict) {
    return new NftVerdict(
        of(verdict.be32(NFTA_VERDICT_CODE, 0)).code(), verdict.string(NFTA_VERDICT_CHAIN, ""));
  }

  static NftVerdict of(int number) {
    // The upper half carries a queue's number or a drop's reason.
    Code code =
        switch (number < 0 ? number : number & 0xff) {
          case 0 -> Code.DROP;
          case 1 -> Code.ACCEPT;
          case 2 -> Code.STOLEN;
          case 3 -> Code.QUEUE;
          case 4 -> Code.REPEAT;
          case -1 -> Code.CONTINUE;
          case -2 -> Code.BREAK;
          case -3 -> Code.JUMP;
          case -4 -> Code.GOTO;
          case -5 -> Code.RETURN;
          default -> Code.OTHER;
        };
    return new NftVerdict(code, "");
  }

  /** As nft writes it: {@code "accept"}, {@code "jump services"}. */
  @Override
  public String toString() {
    String name = code.name().toLowerCase(Locale.ROOT);
    return chain.isEmpty() ? name : name + " " + chain;
  }
}
