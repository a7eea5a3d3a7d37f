# Runs the perl program that is the first argument, with the others, as a process whose /proc/PID/exe cannot be written
# to: what a container runs may get hold of that link (CVE-2019-5736), and it leads to the host's perl.
use strict;
use Config;
my ($unshare, $mount) = $Config{archname} =~ /^x86_64/ ? (272, 165) : (97, 40);
my ($perl, $root, $none) = (readlink '/proc/self/exe', '/', 'none');
for (
    [$unshare, 0x20000],                         # CLONE_NEWNS
    [$mount, $none, $root, $none, 0x84000, 0],   # MS_REC | MS_SLAVE
    [$mount, $perl, $perl, $none, 0x1000, 0],    # MS_BIND
    [$mount, $none, $perl, $none, 0x1021, 0],    # MS_REMOUNT | MS_BIND | MS_RDONLY
) {
    syscall($$_[0], @$_[1 .. $#$_]) == 0 or die "netlab: mount $perl read-only: $!\n";
}
exec { $perl } $perl, '-e', @ARGV;
