"""A server of its own, the ways to harm it, and what is left of it."""
import ctypes
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time

import psycopg2

BLOCK = 4096
PR_SET_CHILD_SUBREAPER = 36


class Server:
    """A cluster under `folder` that waits for its disk; `shim` keeps what is durable."""

    def __init__(self, bindir, folder, extension_conf, settings, shim):
        self.bindir = bindir
        self.folder = folder
        self.data = os.path.join(folder, 'data')
        self.shadow = os.path.join(folder, 'shadow')
        self.log = os.path.join(folder, 'log')
        # the path of a socket ends at 107 bytes
        self.socket = folder if len(folder) <= 80 else tempfile.mkdtemp(prefix='pg_market.', dir='/tmp')
        self.shim = shim
        self.settings = {
            'listen_addresses': "''", 'unix_socket_directories': f"'{self.socket}'",
            'port': '5432', 'shared_buffers': '32MB', 'timezone': "'UTC'", 'log_timezone': "'UTC'",
            'fsync': 'on', 'full_page_writes': 'on', 'synchronous_commit': 'on',
            'restart_after_crash': 'on', 'checkpoint_timeout': '30s', 'max_wal_size': '64MB',
            'min_wal_size': '8MB', 'log_line_prefix': "'%m [%p] %d %e '",
            'log_checkpoints': 'off', 'logging_collector': 'off', **settings}
        # a killed server counts as running until its parent has asked for its end, and in a
        # container the first process may take seconds for that: be the parent
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder, mode=0o700)
        self.run('initdb', '-D', self.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8',
                 '--locale=C.UTF-8', '--data-checksums', '--no-sync', '--no-instructions',
                 '--wal-segsize=1')
        with open(os.path.join(self.data, 'postgresql.conf'), 'a', encoding='utf-8') as conf:
            with open(extension_conf, encoding='utf-8') as extension:
                conf.write(extension.read())
            for name, value in self.settings.items():
                conf.write(f'{name} = {value}\n')
        shutil.copytree(self.data, self.shadow)

    def run(self, program, *arguments, check=True, **options):
        return subprocess.run([os.path.join(self.bindir, program), *arguments], check=check,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)

    def connect(self, database='market', **options):
        connection = psycopg2.connect(host=self.socket, port=5432, user='postgres', dbname=database, **options)
        connection.autocommit = True
        return connection

    def query(self, text, arguments=None, database='market'):
        connection = self.connect(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(text, arguments)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def start(self, wait=True):
        environment = dict(os.environ, LD_PRELOAD=self.shim, POWERCUT_DATA=self.data, POWERCUT_SHADOW=self.shadow)
        arguments = ['start', '-s', '-D', self.data, '-l', self.log, *(['-w', '-t', '120'] if wait else ['-W'])]
        # a killed server's children may need a moment to go
        end = time.time() + 10
        while time.time() < end:
            started = self.run('pg_ctl', *arguments, check=False, env=environment)
            if started.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(f'the server does not start:\n{started.stdout}\n{self.log_tail()}')

    def log_tail(self, lines=15):
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return ''.join(log.readlines()[-lines:])

    def await_ready(self, seconds=60):
        """Wait until it takes connections, after a restart of its own."""
        end = time.time() + seconds
        while True:
            try:
                self.connect('postgres').close()
                return
            except psycopg2.Error:
                if time.time() > end:
                    raise
                time.sleep(0.05)

    def postmaster(self):
        with open(os.path.join(self.data, 'postmaster.pid'), encoding='ascii') as pidfile:
            return int(pidfile.readline())

    def children(self):
        """Process id and title of the server's processes but the first."""
        parent = str(self.postmaster())
        found = []
        for name in os.listdir('/proc'):
            if not name.isdigit():
                continue
            try:
                with open(f'/proc/{name}/stat', encoding='ascii', errors='replace') as stat:
                    if stat.read().rsplit(')', 1)[1].split()[1] != parent:
                        continue
                with open(f'/proc/{name}/cmdline', encoding='ascii', errors='replace') as cmdline:
                    found.append((int(name), cmdline.read()))
            except (FileNotFoundError, ProcessLookupError):
                pass
        return found

    @staticmethod
    def kill(pid, number=signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass

    @staticmethod
    def bury(*pids):
        """Wait until killed processes are gone."""
        for pid in pids:
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass

    # ------------------------------------------------------------------ faults

    def kill_all(self):
        postmaster = self.postmaster()
        self.kill(postmaster, signal.SIGSTOP)   # no new children
        children = [pid for pid, _ in self.children()]
        for pid in [*children, postmaster]:
            self.kill(pid)
        self.bury(postmaster, *children)

    def fault_kill_all(self):
        self.kill_all()
        self.start()

    def fault_kill_postmaster(self):
        postmaster = self.postmaster()
        self.kill(postmaster)
        self.bury(postmaster)
        self.start()

    def fault_kill_backend(self):
        backends = [pid for pid, title in self.children() if 'market' in title]
        if backends:
            self.kill(random.choice(backends))
        time.sleep(0.05)
        self.await_ready()

    def fault_kill_auxiliary(self):
        helpers = [pid for pid, title in self.children()
                   if any(name in title for name in ('checkpointer', 'background writer', 'walwriter'))]
        if helpers:
            self.kill(random.choice(helpers))
        time.sleep(0.05)
        self.await_ready()

    def fault_stop_immediate(self):
        self.run('pg_ctl', 'stop', '-s', '-w', '-m', 'immediate', '-D', self.data)
        self.start()

    def fault_stop_fast(self):
        self.run('pg_ctl', 'stop', '-s', '-w', '-m', 'fast', '-D', self.data)
        self.start()

    def fault_terminate(self):
        self.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                   " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()", database='postgres')

    def fault_cancel(self):
        self.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                   " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()", database='postgres')

    def fault_kill_recovery(self):
        killed = self.postmaster()
        self.kill_all()
        self.start(wait=False)
        # the file names the killed one until the new one is there
        for _ in range(2000):
            try:
                if self.postmaster() != killed:
                    break
            except (FileNotFoundError, ValueError):
                pass
            time.sleep(0.002)
        time.sleep(random.uniform(0.0, 0.15))
        self.kill_all()
        self.start()

    def cut_power(self, mixed):
        self.kill_all()
        if mixed:
            self.keep_some()
        self.take_back()
        for name in ('postmaster.pid', 'postmaster.opts'):
            path = os.path.join(self.data, name)
            if os.path.exists(path):
                os.unlink(path)

    def take_back(self):
        """Make the data directory what the shadow is: most files of the two are the same."""
        for folder, folders, names in os.walk(self.data):
            kept = os.path.join(self.shadow, os.path.relpath(folder, self.data))
            for name in [*folders, *names]:
                path = os.path.join(folder, name)
                if os.path.lexists(os.path.join(kept, name)):
                    continue
                if name in folders:
                    shutil.rmtree(path)
                else:
                    os.unlink(path)
            folders[:] = [name for name in folders if os.path.isdir(os.path.join(folder, name))]
        for folder, _, names in os.walk(self.shadow):
            data = os.path.join(self.data, os.path.relpath(folder, self.shadow))
            os.makedirs(data, mode=0o700, exist_ok=True)
            for name in names:
                path = os.path.join(data, name)
                with open(os.path.join(folder, name), 'rb') as kept:
                    content = kept.read()
                try:
                    with open(path, 'rb') as file:
                        if file.read() == content:
                            continue
                except FileNotFoundError:
                    pass
                with open(path, 'wb') as file:
                    file.write(content)
                os.chmod(path, 0o600)

    def keep_some(self):
        """A disk may have written any part of what it was not asked to keep."""
        for folder, _, names in os.walk(self.data):
            for name in names:
                path = os.path.join(folder, name)
                kept = os.path.join(self.shadow, os.path.relpath(path, self.data))
                if name.startswith('postmaster.') or not os.path.isdir(os.path.dirname(kept)):
                    continue
                if not os.path.exists(kept) and random.random() < 0.5:
                    continue
                with open(path, 'rb') as new, open(kept, 'r+b' if os.path.exists(kept) else 'w+b') as old:
                    at = 0
                    while block := new.read(BLOCK):
                        old.seek(at)
                        if old.read(len(block)) != block and random.random() < 0.5:
                            old.seek(at)
                            old.write(block)
                        at += len(block)

    def fault_power_cut(self):
        self.cut_power(mixed=False)
        self.start()

    def fault_power_cut_mixed(self):
        self.cut_power(mixed=True)
        self.start()

    FAULTS = ('kill_all', 'kill_postmaster', 'kill_backend', 'kill_auxiliary', 'stop_immediate', 'stop_fast',
              'terminate', 'cancel', 'kill_recovery', 'power_cut', 'power_cut_mixed')

    # In this order one after the other: power is cut more often, and in a run of six faults, too.
    TURN = ('kill_backend', 'power_cut', 'kill_all', 'power_cut_mixed', 'terminate', 'stop_immediate', 'cancel',
            'kill_postmaster', 'power_cut', 'kill_auxiliary', 'kill_recovery', 'power_cut_mixed', 'stop_fast')

    # ------------------------------------------------------------- last checks

    def stop(self):
        self.run('pg_ctl', 'stop', '-s', '-w', '-m', 'fast', '-D', self.data)

    def abandon(self):
        try:
            self.kill_all()
        except (FileNotFoundError, ValueError):
            pass
        if self.socket != self.folder:
            shutil.rmtree(self.socket, ignore_errors=True)

    def damage(self):
        """What the server's own tools find wrong with its files; leaves it running."""
        found = []
        self.stop()
        checksums = self.run('pg_checksums', '--check', '-D', self.data, check=False)
        if checksums.returncode != 0:
            found.append('pg_checksums: ' + checksums.stdout)
        self.start()
        self.query('CREATE EXTENSION IF NOT EXISTS amcheck', database='market')
        amcheck = self.run('pg_amcheck', '--heapallindexed', '-h', self.socket, '-U', 'postgres', '-d', 'market',
                           check=False)
        if amcheck.returncode != 0:
            found.append('pg_amcheck: ' + amcheck.stdout)
        with open(self.log, encoding='utf-8', errors='replace') as log:
            for line in log:
                if 'PANIC:' in line or 'TRAP:' in line or ' XX' in line and 'ERROR:' in line:
                    found.append('server log: ' + line.rstrip())
        return found
