package dev.netlab.netlink.syscall;

import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.u_int32_t;

/** The functions of libnftables(3) by their C names; contexts are plain addresses. */
public interface NftablesLibrary {
  /** The library, empty where the machine has none. */
  static Optional<NftablesLibrary> load() {
    try {
      return Optional.of(
          LibraryLoader.create(NftablesLibrary.class)
              .option(LibraryOption.LoadNow, true)
              .load("libnftables.so.1"));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** Opens its netlink socket in the calling thread's network namespace. */
  @intptr_t
  long nft_ctx_new(@u_int32_t int flags);

  void nft_ctx_free(@intptr_t long context);

  void nft_ctx_clear_include_paths(@intptr_t long context);

  void nft_ctx_output_set_flags(@intptr_t long context, @u_int32_t int flags);

  int nft_ctx_buffer_output(@intptr_t long context);

  int nft_ctx_buffer_error(@intptr_t long context);

  String nft_ctx_get_output_buffer(@intptr_t long context);

  String nft_ctx_get_error_buffer(@intptr_t long context);

  int nft_run_cmd_from_filename(@intptr_t long context, String file);

  int nft_run_cmd_from_buffer(@intptr_t long context, String commands);
}
