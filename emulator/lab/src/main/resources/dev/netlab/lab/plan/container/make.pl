# Makes a container and becomes its command. Three processes: the first ends as the container ends, for whoever started
# it; the second is PID 1 of an outer PID namespace, stays root and dies with the first, so that the kernel then ends
# all in it, whoever they became; the third is PID 1 of what the container sees.
my ($namespace, $root, $hostname, $hosts, $resolv, $wireguard, $cgroup, $filter, $command, @files) = @ARGV;
@INC = ();
$0 = 'netlab-container';
umask 0;
$SIG{CHLD} = 'DEFAULT';
%ENV = (PATH => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME => '/root', LANG => 'C.UTF-8');

use constant { RDONLY => 1, NOSUID => 2, NODEV => 4, NOEXEC => 8, REMOUNT => 32, BIND => 0x1000, DETACH => 2 };
use constant NOTHING_RUNS => NOSUID | NODEV | NOEXEC;
use constant NOBODY       => 65534;
use constant MOST_BYTES   => 4 << 20;

open my $net, '<', $namespace or die "netlab: open $namespace: $!\n";
my $inode = (stat $net)[1];
must('enter the node', 'setns', fileno $net, $kind{net});
must('make namespaces', 'unshare', $kind{uts} | $kind{ipc} | $kind{pid});
hide();
follow();
must('make a PID namespace', 'unshare', $kind{pid});
follow();

limit();
must('set the host name', 'sethostname', $hostname, length $hostname);
my @own = (['/etc/hosts', 0644, text($hosts)], ['/etc/resolv.conf', 0644, text($resolv)], ['/etc/hostname', 0644, "$hostname\n"]);
while (my ($mode, $source, $path) = splice @files, 0, 3) {
    push @own, [$path, oct $mode, text($source) // die "netlab: read $source: $!\n"];
}
build();
must('leave the host', 'pivot_root', '.', '.');
must('leave the host', 'umount2', '.', DETACH);
chdir '/';
mask();
confine($filter);
install(@$_) for grep { defined $$_[2] } @own;
umask 022;
close_files();
exec '/bin/sh', '-c', is_one_program($command) ? "exec $command" : $command;
die "netlab: run /bin/sh: $!\n";

# Not every /bin/sh becomes a single command by itself.
sub is_one_program {
    my ($text) = @_;
    my ($word) = split ' ', $text;
    my @places = $word =~ m{/} ? $word : map { "$_/$word" } split /:/, $ENV{PATH};
    return $text =~ s/\s+$//r !~ /[;&|()`{}#\n]/ && grep { -x && !-d _ } @places;
}

# Returns in a child that dies with its parent; the parent ends as it ends.
sub follow {
    pipe my $alive, my $held or die "netlab: pipe: $!\n";
    my $child = fork // die "netlab: fork: $!\n";
    if (!$child) {
        close $held;
        must('follow the agent', 'prctl', 1, 9, 0, 0, 0); # PR_SET_PDEATHSIG, SIGKILL
        vec(my $closed = '', fileno $alive, 1) = 1;
        exit 1 if select $closed, undef, undef, 0; # it had ended before that
        return;
    }
    close $alive;
    waitpid $child, 0;
    exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
}

# The cgroup's name tells the node's namespace, so that whoever takes that away finds it.
sub limit {
    my $all = limiting_cgroups();
    my $own = defined $all ? "$all/$cgroup:$inode" : '';
    mkdir $own, 0755;
    put("$own/pids.max", MOST_PROCESSES) && put("$own/cgroup.procs", 0)
        or print STDERR "netlab: the number of processes is not limited: this machine has no cgroups for that\n";
}

# A file's text; nothing where there is no such file.
sub text {
    my ($file) = @_;
    open my $in, '<', $file or return;
    local $/;
    return <$in> // '';
}

# The container's root below the current directory, the host's still around it.
sub build {
    attach('tmpfs', $root, 'tmpfs', NODEV, 'mode=0755');
    chdir $root or die "netlab: enter $root: $!\n";
    mkdir $_, 0755 for qw(root empty);
    attach('tmpfs', 'root', 'tmpfs', NODEV, 'mode=0755');
    for my $name (qw(bin sbin lib lib32 lib64 libx32 usr opt)) {
        if (-l "/$name") { symlink readlink("/$name"), "root/$name" }
        elsif (-d _) { mkdir "root/$name", 0755; layer("/$name") }
    }
    layer($_) for grep { m{^/(bin|sbin|lib\w*|usr|opt)/} && -d "root$_" } mount_points();
    mkdir "root/$_", 0755 for qw(dev etc home media mnt proc run srv sys var);
    mkdir 'root/root', 0700;
    mkdir "root/$_", 01777 for qw(tmp run/lock);
    replicate(as_nobody(sub { (seen('/etc', 99, 1), seen('/var', 3, 0)) }));
    symlink '/run', 'root/var/run';
    attach('proc', 'root/proc', 'proc', NOTHING_RUNS, '');
    attach('sysfs', 'root/sys', 'sysfs', NOTHING_RUNS | RDONLY, '');
    devices();
    if (-d $wireguard) {
        mkdir 'root/run/wireguard', 0755;
        as_it_is($wireguard, 'root/run/wireguard', NOTHING_RUNS);
    }
    chdir 'root';
}

sub attach {
    my ($source, $target, $type, $flags, $options) = @_;
    must("mount $type at $target", 'mount', $source, $target, $type, $flags, $options);
}

sub as_it_is {
    my ($source, $target, $flags) = @_;
    attach($source, $target, 'none', BIND, '');
    attach('none', $target, 'none', BIND | REMOUNT | RDONLY | $flags, '');
}

# Does something with no more rights to files than any user of the machine has.
sub as_nobody {
    my ($work) = @_;
    can('setgroups', 0, 0);
    can('setfsgid', NOBODY);
    can('setfsuid', NOBODY); # the kernel takes CAP_DAC_OVERRIDE and its like away until it is 0 again
    my @result = $work->();
    can('setfsuid', 0);
    can('setfsgid', 0);
    return @result;
}

# A folder of the host to which the container adds what it writes. An overlay reads what is below it with the rights of
# who mounted it, so one that nobody mounted shows what anybody may read, to root as well. Where the host's own root is an
# overlay, the kernel stacks no two on it. What no overlay can be made of is seen as it is.
sub layer {
    my ($path) = @_;
    my $number = ++our $layers;
    mkdir "$_$number", 0755 for qw(seen upper work);
    (my $lower = $path) =~ s/([\\:,])/\\$1/g;
    my @seen = ('overlay', "seen$number", 'overlay', RDONLY | NODEV, "lowerdir=$lower:empty");
    my ($readable) = as_nobody(sub { can('mount', @seen) });
    for my $below ($readable ? "seen$number" : (), $lower) {
        my @all = ('overlay', "root$path", 'overlay', NODEV, "lowerdir=$below,upperdir=upper$number,workdir=work$number");
        return if can('mount', @all);
    }
    as_it_is($path, "root$path", NODEV);
}

# Those that hold others come first.
sub mount_points {
    open my $mounts, '<', '/proc/self/mountinfo' or die "netlab: read mountinfo: $!\n";
    return map { s/\\([0-7]{3})/chr oct $1/ger } map { (split)[4] } <$mounts>;
}

# A folder and what is in it, as far as this process may read it: path, lstat and text or link of each.
sub seen {
    my ($path, $depth, $files) = @_;
    my @stat = lstat $path or return;
    return [$path, \@stat, readlink $path] if -l _;
    return if !-d _ && (!$files || !-f _ || -s _ > MOST_BYTES);
    my $is_folder = -d _;
    my $text = $is_folder ? undef : text($path) // return;
    my @all = [$path, \@stat, $text];
    if ($is_folder && $depth > 0 && opendir my $folder, $path) {
        push @all, seen("$path/$_", $depth - 1, $files) for grep { !/^\.\.?$/ } readdir $folder;
    }
    return @all;
}

sub replicate {
    for (@_) {
        my ($path, $stat, $text) = @$_;
        my ($mode, $owner, $group) = @$stat[2, 4, 5];
        my $kind = $mode & 0170000;
        if ($kind == 0120000) { symlink $text, "root$path"; next }
        if ($kind == 0040000) { mkdir "root$path", 0700 }
        else { put("root$path", $text) }
        chown $owner, $group, "root$path" if $owner || $group;
        chmod $mode & 07777, "root$path";
    }
}

sub devices {
    attach('tmpfs', 'root/dev', 'tmpfs', NOSUID | NOEXEC, 'mode=0755,size=64k');
    mkdir "root/dev/$_", 0755 for qw(net pts shm mqueue);
    for my $name (grep { -c "/dev/$_" } qw(null zero full random urandom tty net/tun)) {
        put("root/dev/$name", '');
        as_it_is("/dev/$name", "root/dev/$name", NOSUID | NOEXEC);
    }
    my $options = 'newinstance,ptmxmode=0666,mode=0620';
    my @terminals = ('devpts', 'root/dev/pts', 'devpts', NOSUID | NOEXEC);
    can('mount', @terminals, "$options,gid=5") or attach(@terminals, $options);
    attach('tmpfs', 'root/dev/shm', 'tmpfs', NOTHING_RUNS, 'mode=1777,size=64m');
    can('mount', 'mqueue', 'root/dev/mqueue', 'mqueue', NOTHING_RUNS, ''); # not every kernel has it
    my %link = (ptmx => 'pts/ptmx', fd => '/proc/self/fd', stdin => 'fd/0', stdout => 'fd/1', stderr => 'fd/2');
    symlink $link{$_}, "root/dev/$_" for keys %link;
}

# What the OCI's runtimes hide and write-protect (Docker's default), but /proc/sys/net, which is the node's.
sub mask {
    for (map { "/proc/$_" } qw(kcore keys latency_stats timer_list timer_stats sched_debug interrupts)) {
        as_it_is('/dev/null', $_, NOTHING_RUNS & ~NODEV) if -e;
    }
    for (qw(/proc/acpi /proc/asound /proc/scsi /sys/firmware /sys/devices/virtual/powercap)) {
        attach('tmpfs', $_, 'tmpfs', NOTHING_RUNS | RDONLY, '') if -d;
    }
    for (grep { -e } map { "/proc/$_" } qw(bus fs irq sysrq-trigger)) {
        as_it_is($_, $_, NOTHING_RUNS);
    }
    attach($_, $_, 'none', BIND, '') for '/proc/sys', '/proc/sys/net';
    attach('none', '/proc/sys', 'none', BIND | REMOUNT | RDONLY | NOTHING_RUNS, '');
}

# Writes a file with no more rights than the container has, so that nothing on its way can lead out.
sub install {
    my ($path, $mode, $text) = @_;
    for (my $end = index $path, '/', 1; $end > 0; $end = index $path, '/', $end + 1) {
        mkdir substr($path, 0, $end), 0755;
    }
    unlink $path;
    put($path, $text) && chmod $mode, $path or die "netlab: write $path in the container: $!\n";
}
