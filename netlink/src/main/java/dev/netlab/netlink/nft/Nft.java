package dev.netlab.netlink.nft;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.NftablesLibrary;
import java.util.Optional;

/**
 * nftables in the language of nft(8). Both kinds understand the same text and print the same.
 *
 * <p>What nft refuses becomes a {@link KernelException} whose {@code kernelWords} are nft's own,
 * line and column included.
 */
public sealed interface Nft permits Libnftables, NftCommand {
  /** How a ruleset is listed. */
  enum Format {
    /** Text with {@code # handle N} behind each object, as {@code nft -a}. */
    HANDLES,
    /** JSON of libnftables-json(5), as {@code nft -j}. */
    JSON
  }

  /** The library where the machine has it, else the program. */
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
   * What errors call the text given to {@link #apply}: {@code ruleset:LINE:COLUMNS: Error: ...}.
   */
  String RULESET = "ruleset";

  /**
   * Does all that the text says in one transaction: all of it takes effect, or nothing. It reads no
   * file.
   *
   * @throws IllegalArgumentException if the text has one of {@link NftWords#forbidden}
   */
  void apply(Namespace namespace, String ruleset);

  /** The namespace's whole ruleset. */
  String list(Namespace namespace, Format format);
}
