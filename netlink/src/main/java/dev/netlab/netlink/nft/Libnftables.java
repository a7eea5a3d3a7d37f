package dev.netlab.netlink.nft;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.NftablesLibrary;
import dev.netlab.netlink.syscall.SelectableDescriptors;
import dev.netlab.netlink.syscall.Sys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * nft's library in this process. No process is started, which matters with a thousand namespaces.
 */
public final class Libnftables implements Nft {
  private static final int NFT_CTX_DEFAULT = 0;
  private static final int NFT_CTX_OUTPUT_HANDLE = 1 << 3;
  private static final int NFT_CTX_OUTPUT_JSON = 1 << 4;

  /** The library does not guarantee that two contexts can be used at the same time. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final NftablesLibrary library;

  Libnftables(NftablesLibrary library) {
    this.library = library;
  }

  @Override
  public void apply(Namespace namespace, String ruleset) {
    NftWords.reject(ruleset);
    byte[] bytes = ruleset.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = Memory.allocate(bytes.length).put(0, bytes);
    // The library reports line numbers only for input that it reads from a file.
    try (Fd memory = Sys.memoryFile(RULESET, content)) {
      String file = "/proc/self/fd/" + memory.number();
      run(namespace, "apply an nft ruleset", file, 0, library::nft_run_cmd_from_filename);
    }
  }

  @Override
  public String list(Namespace namespace, Format format) {
    int flags =
        switch (format) {
          case HANDLES -> NFT_CTX_OUTPUT_HANDLE;
          case JSON -> NFT_CTX_OUTPUT_JSON;
        };
    return run(
        namespace, "nft list ruleset", "list ruleset", flags, library::nft_run_cmd_from_buffer);
  }

  private interface Run {
    int run(long context, String input);
  }

  private String run(Namespace namespace, String what, String input, int flags, Run run) {
    return namespace.call(
        () -> {
          SelectableDescriptors.free();
          synchronized (ONE_AT_A_TIME) {
            return runHere(what, input, flags, run);
          }
        });
  }

  private String runHere(String what, String input, int flags, Run run) {
    long context = open(flags);
    try {
      if (run.run(context, input) != 0) {
        String words = library.nft_ctx_get_error_buffer(context).strip();
        throw new KernelException(what, Errno.EINVAL, words.replace(input + ":", RULESET + ":"));
      }
      return library.nft_ctx_get_output_buffer(context);
    } finally {
      library.nft_ctx_free(context);
    }
  }

  private long open(int flags) {
    long context = library.nft_ctx_new(NFT_CTX_DEFAULT);
    if (context == 0) {
      throw new KernelException("open an nftables context", Errno.ENOMEM);
    }
    library.nft_ctx_clear_include_paths(context);
    library.nft_ctx_buffer_output(context);
    library.nft_ctx_buffer_error(context);
    library.nft_ctx_output_set_flags(context, flags);
    return context;
  }
}
