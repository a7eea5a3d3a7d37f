package dev.netlab.netlink.nft;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.NftablesLibrary;
import java.util.Optional;

/**
 * nftables in the language of nft(8). Both implementations accept the same text and print the same.
 *
 * <p>If nft rejects a text, the {@link KernelException}'s {@code kernelWords} contain nft's
 * message, including line and column.
 */
public sealed interface Nft permits Libnftables, NftCommand {
  /** How a ruleset is listed. */
  enum Format {
    /** Text with {@code # handle N} after each object, as in {@code nft -a}. */
    HANDLES,
    /** JSON of libnftables-json(5), as in {@code nft -j}. */
    JSON
  }

  /** The library if it is installed, otherwise the program. */
  static Nft find() {
    Optional<NftablesLibrary> library = NftablesLibrary.load();
    if (library.isPresent()) {
      return new Libnftables(library.get());
    }
    return NftCommand.find()
        .orElseThrow(
            () ->
                new KernelException(
                    "find libnftables.so.1 or nft",
                    Errno.ENOENT,
                    "neither is installed; Debian's package is nftables"));
  }

  /**
   * The name that errors use for the text given to {@link #apply}: {@code ruleset:LINE:COLUMNS:
   * Error: ...}.
   */
  String RULESET = "ruleset";

  /**
   * Executes the text in one transaction: either everything takes effect or nothing does. It does
   * not read files.
   *
   * @throws IllegalArgumentException if the text contains a word that is {@link NftWords#forbidden}
   */
  void apply(Namespace namespace, String ruleset);

  /** The namespace's whole ruleset. */
  String list(Namespace namespace, Format format);
}
