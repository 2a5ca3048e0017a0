"""The settings of the server, given on its command line so that no file can drift from them."""

from pathlib import Path

_ALWAYS = {
    "listen_addresses": "",
    "port": "5432",  # names the socket's file; there is no TCP
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    # Containers give /dev/shm 64 MB; and a killed run leaves nothing outside the data folder.
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    # A failed statement's message quotes values, which may be personal data; whoever sent the
    # statement is told. The log keeps what concerns the server.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
_PASSING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def command_line(socket: Path, *, durable: bool) -> list[str]:
    """The options of `postgres`. Not durable: faster, and lost if the machine stops."""
    quoted = '"' + str(socket).replace('"', '""') + '"'
    settings = _ALWAYS | (_DURABLE if durable else _PASSING) | {"unix_socket_directories": quoted}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
