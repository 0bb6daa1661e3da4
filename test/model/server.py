"""A session with PostgreSQL over its wire protocol, version 3: simple queries, text results.

The server is where PGHOST, PGPORT, PGUSER and PGDATABASE lead, without a password.
"""

import os
import socket
import struct


class ServerError(Exception):
    def __init__(self, fields):
        super().__init__('%s: %s%s' % (fields.get('C'), fields.get('M'),
                                       ' (%s)' % fields['D'] if 'D' in fields else ''))
        self.code = fields.get('C')


class Session:
    def __init__(self):
        host, port = os.environ.get('PGHOST', '/var/run/postgresql'), os.environ.get('PGPORT', '5432')
        if host.startswith('/'):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect('%s/.s.PGSQL.%s' % (host, port))
        else:
            self.socket = socket.create_connection((host, int(port)))
        self.stream = self.socket.makefile('rb')
        user = os.environ.get('PGUSER', 'postgres')
        words = ['user', user, 'database', os.environ.get('PGDATABASE', user), 'client_encoding', 'UTF8']
        body = struct.pack('!i', 196608) + b''.join(word.encode() + b'\0' for word in words) + b'\0'
        self.socket.sendall(struct.pack('!i', len(body) + 4) + body)
        self.results()

    def query(self, text):
        """Run one or several statements; the rows of the last, each a list of texts or None."""
        body = text.encode() + b'\0'
        self.socket.sendall(b'Q' + struct.pack('!i', len(body) + 4) + body)
        return self.results()

    def results(self):
        rows, error = [], None
        while True:
            kind, body = self.message()
            if kind == b'T':
                rows = []
            elif kind == b'D':
                rows.append(row(body))
            elif kind == b'E':
                error = ServerError(error_fields(body))
                if error.code in ('28000', '28P01', '3D000', '57P01', '57P02', '57P03'):
                    raise error
            elif kind == b'R' and struct.unpack('!i', body[:4])[0] != 0:
                raise ConnectionError('the server asks for a password')
            elif kind == b'Z':
                if error:
                    raise error
                return rows

    def message(self):
        head = self.stream.read(5)
        if len(head) < 5:
            raise ConnectionError('the server has closed the session')
        return head[:1], self.stream.read(struct.unpack('!i', head[1:])[0] - 4)


def row(body):
    count, at, values = struct.unpack('!h', body[:2])[0], 2, []
    for _ in range(count):
        length = struct.unpack('!i', body[at:at + 4])[0]
        at += 4
        values.append(None if length < 0 else body[at:at + length].decode())
        at += max(length, 0)
    return values


def error_fields(body):
    return {part[:1].decode(): part[1:].decode() for part in body.split(b'\0') if part}


def literal(value):
    """A value of an operation as an SQL literal whose type the function decides."""
    if value is None:
        return 'NULL'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        inner = ','.join('NULL' if v is None else '"%s"' % v.replace('\\', '\\\\').replace('"', '\\"') for v in value)
        return quoted('{%s}' % inner)
    return quoted(value)


def quoted(text):
    doubled = text.replace("'", "''")
    return "E'%s'" % doubled.replace('\\', '\\\\') if '\\' in doubled else "'%s'" % doubled
