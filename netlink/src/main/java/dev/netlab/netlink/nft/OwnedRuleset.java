package dev.netlab.netlink.nft;

/**
 * Tables with {@code flags owner}: nobody else can change them, and the kernel takes them away when
 * this closes or the process ends, however it ends ({@code NFT_TABLE_F_OWNER} of nf_tables.h).
 */
public interface OwnedRuleset extends AutoCloseable {
  @Override
  void close();
}
