"""Every setting, typed, with its reason. Values come from the environment through config/env.py; .env.example lists them."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from kombu import Queue

from config.broker import publisher_transport, worker_transport
from config.desk.look import UNFOLD as UNFOLD
from config.env import BadSetting, Env, database_from_url
from config.graph import graph_media_hosts, graph_url, graph_version
from config.logs import logging_config
from config.mail import MAIL_SCHEMES, mail_server
from config.metrics.multiprocess import start as start_metrics
from config.passwords import password_validators
from config.redis import KEEPALIVE, cache_alias
from config.rest_settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 (Django and its packages look here)
from config.webhooks import plain_http, webhook_networks, webhook_ports
from tasks.routes import QUEUES

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(os.environ)

# --- What this process is ---------------------------------------------------------------------------------------------

# Staging refuses what production refuses, and may turn the sandbox on.
CONSERJE_ENV = env.choice("CONSERJE_ENV", "development", ("development", "staging", "production"))
DEVELOPMENT = CONSERJE_ENV == "development"
# Whoever starts a process says what it is: pools, limits and metrics depend on it.
ROLE = env.choice("CONSERJE_ROLE", "manage", ("web", "worker", "beat", "flower", "manage"))
VAR = Path(env.text("CONSERJE_VAR", str(BASE_DIR / "var")))
SANDBOX = env.flag("SANDBOX", DEVELOPMENT)

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY")
PORT = env.integer("PORT", 8000, least=1, most=65535)
PUBLIC_URL = env.url("PUBLIC_URL", schemes=("http", "https"), default=f"http://127.0.0.1:{PORT}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
# The public name is always ours; the others are how it is asked from inside.
ALLOWED_HOSTS = [*env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"), urlsplit(PUBLIC_URL).hostname or ""]

if not DEVELOPMENT:
    if DEBUG:
        raise BadSetting("DEBUG is on: error pages would show secrets to guests. Set DEBUG=off outside development.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 12:
        raise BadSetting("SECRET_KEY is weak: set it to 50 or more random characters (openssl rand -base64 48).")
    if not PUBLIC_URL.startswith("https://"):
        raise BadSetting("PUBLIC_URL must start with https:// outside development: Meta calls nothing else.")
if SANDBOX and CONSERJE_ENV == "production":
    raise BadSetting("SANDBOX is on in production: anybody could speak as any guest. Set SANDBOX=off.")

# --- Web server -------------------------------------------------------------------------------------------------------

FLOWER_PORT = env.integer("FLOWER_PORT", 5555, least=1, most=65535)
if FLOWER_PORT == PORT:
    raise BadSetting("FLOWER_PORT and PORT are the same: give Flower another port.")
SANDBOX_SECRET = sha256(f"sandbox {SECRET_KEY}".encode()).hexdigest()
SANDBOX_PORT = env.integer("SANDBOX_PORT", 8001, least=1, most=65535)
if SANDBOX_PORT in (PORT, FLOWER_PORT):
    raise BadSetting("SANDBOX_PORT is taken by PORT or FLOWER_PORT: give the sandbox another port.")
WEB_HOST = env.text("WEB_HOST", "127.0.0.1")
WEB_PROCESSES = env.integer("WEB_PROCESSES", 2, least=1, most=64)
WEB_THREADS = env.integer("WEB_THREADS", 8, least=1, most=128)
FLOWER_USER = env.text("FLOWER_USER", "conserje")
FLOWER_PASSWORD = env.text("FLOWER_PASSWORD", "")

# --- Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "tenants",
    "bookings",
    "transcription",
    "parcels",
    "messaging",
    "tasks",
    "sandbox",
    "proof",
    # Before Django's admin, whose templates it replaces, and after ours, which replace some of its.
    "unfold.apps.BasicAppConfig",
    "config.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_prometheus",
]
MIDDLEWARE = [
    "config.logs.trace_middleware",
    "config.bodies.body_limit_middleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Pages and answers; styles and scripts come compressed already (config/static_files.py).
    "django.middleware.gzip.GZipMiddleware",
    # Outside the rest, so that a database lost while the session loads is a 503 too.
    "config.errors.unavailable_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Nobody counts as logged in before the second step, and an old password opens nothing but its own change.
    "config.gate.gate_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.csp.csp_middleware",
    # Innermost, so that a page of the desk is one transaction in its business's scope.
    "config.desk.middleware.DeskMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database ---------------------------------------------------------------------------------------------------------

# Two roles: the app's own, which row-level security binds, and the owner's, which migrates, seeds and backs up.
DATABASE_URL = env.url("DATABASE_URL", schemes=("postgresql", "postgres"))
DATABASE_OWNER_URL = env.url("DATABASE_OWNER_URL", schemes=("postgresql", "postgres"), default="")

DB_SSLMODE = env.choice("DB_SSLMODE", "prefer", ("disable", "prefer", "require", "verify-ca", "verify-full"))
# A server that does not answer a connection within this is down, as far as a guest is concerned.
DB_CONNECT_TIMEOUT = env.integer("DB_CONNECT_TIMEOUT", 2, least=2, most=60)  # libpq takes whole seconds from 2 up
# A page that needs longer is a defect; a worker may reckon a little.
DB_STATEMENT_TIMEOUT = env.seconds("DB_STATEMENT_TIMEOUT", 10 if ROLE == "web" else 30, least=0.1, most=3600)
DB_LOCK_TIMEOUT = env.seconds("DB_LOCK_TIMEOUT", 3, least=0.1, most=3600)
# A transaction left open holds locks that stop bookings; a frozen process must not keep them.
DB_IDLE_TIMEOUT = env.seconds("DB_IDLE_TIMEOUT", 15, least=1, most=3600)
# The pool of each web process. Threads share it, so it need not exceed WEB_THREADS by much.
DB_POOL_MIN_SIZE = env.integer("DB_POOL_MIN_SIZE", 2, least=0, most=100)
DB_POOL_MAX_SIZE = env.integer("DB_POOL_MAX_SIZE", 15, least=1, most=100)
# After this long without a free connection the answer is 503 with Retry-After: better than a queue that only grows.
DB_POOL_TIMEOUT = env.seconds("DB_POOL_TIMEOUT", 2, least=0.1, most=60)
# Connections are renewed now and then, so that a server's memory and a moved DNS name are not kept for ever.
DB_POOL_MAX_LIFETIME = env.seconds("DB_POOL_MAX_LIFETIME", 1800, least=10, most=86400)
if DB_POOL_MIN_SIZE > DB_POOL_MAX_SIZE:
    raise BadSetting("DB_POOL_MIN_SIZE is larger than DB_POOL_MAX_SIZE: lower one or raise the other.")


def connection_options() -> dict[str, object]:
    """Return what every connection of ours asks of libpq and of the server."""
    limits = {
        "statement_timeout": DB_STATEMENT_TIMEOUT,
        "lock_timeout": DB_LOCK_TIMEOUT,
        "idle_in_transaction_session_timeout": DB_IDLE_TIMEOUT,
    }
    return {
        "sslmode": DB_SSLMODE,
        "connect_timeout": DB_CONNECT_TIMEOUT,
        "options": " ".join(f"-c {name}={int(value * 1000)}" for name, value in limits.items()),
        "application_name": f"conserje-{ROLE}",
        "keepalives_idle": 60,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        # What was sent and never acknowledged is not covered by keep-alives: without this a lost wire takes 15 minutes.
        "tcp_user_timeout": 5000,
    }


def app_database() -> dict[str, object]:
    """Return the app role's connection: pooled in web processes, kept open in workers (docs/explanation/pools.md)."""
    database = database_from_url(DATABASE_URL)
    options: dict[str, object] = {**connection_options(), **dict(database["OPTIONS"])}  # type: ignore[call-overload]
    if ROLE == "web":
        # Made by DB_POOL_MIN_SIZE connections at first use, after the fork, so that nothing is shared between processes.
        options["pool"] = {
            "min_size": DB_POOL_MIN_SIZE,
            "max_size": DB_POOL_MAX_SIZE,
            "timeout": DB_POOL_TIMEOUT,
            "max_lifetime": DB_POOL_MAX_LIFETIME,
            # Give up soon and begin anew with the next request: the pool doubles its pause after each failed attempt,
            # so after a minute without Postgres it would let another minute go by before it noticed its return.
            "reconnect_timeout": 3,
            "name": "default",
        }
    database |= {"OPTIONS": options, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
    # A worker without pool keeps its connection: 759 tasks/s instead of 270 with one connection a task.
    database["CONN_MAX_AGE"] = 600 if ROLE == "worker" else 0
    return database


DATABASES: dict[str, dict[str, object]] = {"default": app_database()}
if DATABASE_OWNER_URL:
    owner = database_from_url(DATABASE_OWNER_URL)
    # Reached in the same way, without the limits: a migration takes as long as it takes.
    reach = {"sslmode": DB_SSLMODE, "connect_timeout": DB_CONNECT_TIMEOUT, "application_name": "conserje-owner"}
    DATABASES["owner"] = owner | {"OPTIONS": {**reach, **dict(owner["OPTIONS"])}}  # type: ignore[call-overload]
    # Tests make and migrate their database as owner and then work in it as the app.
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis ------------------------------------------------------------------------------------------------------------

# One server keeps what must not be forgotten (broker; limits, pacing and breakers in another database), one may forget.
REDIS_URL = env.url("REDIS_URL", schemes=("redis", "rediss"))
CACHE_URL = env.url("CACHE_URL", schemes=("redis", "rediss"))
REDIS_MAX_CONNECTIONS = env.integer("REDIS_MAX_CONNECTIONS", 50, least=1, most=1000)
# Nobody waits for a cache longer than for the database; without retries, since a request would wait for each of them.
REDIS_TIMEOUT = env.seconds("REDIS_TIMEOUT", 0.25, least=0.01, most=10)
LIMITS_DATABASE = env.integer("LIMITS_DATABASE", 1, least=0, most=1000)

CACHES = {
    "default": cache_alias(CACHE_URL, forgiving=True, connections=REDIS_MAX_CONNECTIONS, timeout=REDIS_TIMEOUT),
    "limits": cache_alias(
        REDIS_URL, forgiving=False, connections=REDIS_MAX_CONNECTIONS, timeout=REDIS_TIMEOUT, database=LIMITS_DATABASE
    ),
}

# --- Celery (docs/explanation/queues.md) ------------------------------------------------------------------------------

# RabbitMQ by changing this one address.
BROKER_URL = env.url("BROKER_URL", schemes=("redis", "rediss", "amqp", "amqps"), default=REDIS_URL)
# A publish that takes longer is given up; the row is in Postgres and the sweep rings again.
BROKER_PUBLISH_TIMEOUT = env.seconds("BROKER_PUBLISH_TIMEOUT", 0.25, least=0.05, most=5)
TASK_TIME_LIMIT = env.integer("TASK_TIME_LIMIT", 120, least=10, most=3600)

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_DEFAULT_QUEUE = "maintenance"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in QUEUES]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = TASK_TIME_LIMIT * 3 // 4
CELERY_TASK_TIME_LIMIT = TASK_TIME_LIMIT
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_POOL_LIMIT = 10
CELERY_BROKER_POOL_ACQUIRE_TIMEOUT = 0.5
CELERY_VISIBILITY_TIMEOUT = TASK_TIME_LIMIT * 3
CELERY_BROKER_TRANSPORT_OPTIONS = worker_transport(visibility_timeout=CELERY_VISIBILITY_TIMEOUT, keepalive=KEEPALIVE)
BROKER_PUBLISH_OPTIONS = publisher_transport(CELERY_BROKER_TRANSPORT_OPTIONS, timeout=BROKER_PUBLISH_TIMEOUT)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30.0
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
# By memory alone: every recycled child leaves metric files to merge and pays a fork.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = env.integer("WORKER_MAX_MEMORY_KB", 400_000, least=100_000, most=16_000_000)
CELERY_WORKER_ETA_TASK_LIMIT = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = env.flag("TASK_EVENTS", DEVELOPMENT)
CELERY_DB_REUSE_MAX = 1000
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_MAX_LOOP_INTERVAL = 1

# --- People, language, time -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tenants.User"
# Lets people in behind a lock; what they may do comes from their role (tenants/role_backend.py).
AUTHENTICATION_BACKENDS = ["tenants.login.backend.PasswordBackend"]
# Each rule of its own, since good advice speaks against some of them (docs/explanation/passwords.md).
PASSWORD_MIN_LENGTH = env.integer("PASSWORD_MIN_LENGTH", 12, least=8, most=64)
PASSWORD_NEEDS = env.words("PASSWORD_NEEDS", "upper,lower,digit,symbol")
PASSWORD_REFUSE_COMMON = env.flag("PASSWORD_REFUSE_COMMON", True)
PASSWORD_HISTORY = env.integer("PASSWORD_HISTORY", 5, least=0, most=24)
PASSWORD_MAX_AGE_DAYS = env.integer("PASSWORD_MAX_AGE_DAYS", 90, least=0, most=3650)
AUTH_PASSWORD_VALIDATORS = password_validators(
    min_length=PASSWORD_MIN_LENGTH, needs=PASSWORD_NEEDS, refuse_common=PASSWORD_REFUSE_COMMON, history=PASSWORD_HISTORY
)
# A link that sets a password (invitation, forgotten) lasts three days and works once.
PASSWORD_RESET_TIMEOUT = 3 * 86_400
# So many wrong attempts in a row lock a name, for so long; 0: until a manager lifts it.
LOGIN_MAX_FAILURES = env.integer("LOGIN_MAX_FAILURES", 10, least=1, most=1000)
LOGIN_LOCK_SECONDS = env.integer("LOGIN_LOCK_SECONDS", 900, least=0, most=604_800)
# Many people may sit behind one address, so it may fail more often.
LOGIN_ADDRESS_MAX_FAILURES = env.integer("LOGIN_ADDRESS_MAX_FAILURES", 100, least=1, most=100_000)
# What opens the secrets in the database; the first one also seals (tenants/sealed.py).
SEALING_KEYS = [key.strip() for key in env.text("SEALING_KEYS", "" if DEVELOPMENT else None).split(",") if key.strip()]
if not DEVELOPMENT and min(map(len, SEALING_KEYS), default=0) < 32:
    raise BadSetting("SEALING_KEYS has a weak key: each needs 32 or more random characters (openssl rand -hex 32).")
# Given to the first person when that account is made; without it the way in is a link (manage.py desk_link).
DESK_PASSWORD = env.text("DESK_PASSWORD", "")
LOGIN_URL = "admin:login"
# Where somebody ends up whose wish (?next=) leads out of this site.
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = LOGIN_URL
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
LANGUAGE_CODE = "es"
# A language is offered when its catalogue is complete (docs/howto/translate.md); a page half in each helps nobody.
LANGUAGES = [("es", "Español"), ("pt-br", "Português"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
# What somebody chose, kept for as long as a browser keeps anything. No server has to remember it.
LANGUAGE_COOKIE_AGE = 400 * 86_400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not DEVELOPMENT
USE_TZ = True
TIME_ZONE = "UTC"

# --- Mail -------------------------------------------------------------------------------------------------------------

# Without it nothing is mailed: links are handed over by a manager.
EMAIL_URL = env.url("EMAIL_URL", schemes=MAIL_SCHEMES, default="")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server(
    EMAIL_URL
)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM", f"Conserje <no-reply@{urlsplit(PUBLIC_URL).hostname or 'localhost'}>"
)

# --- Outgoing webhooks (docs/howto/outgoing-webhooks.md) --------------------------------------------------------------

# A business says where its own programs listen; these say what it may reach from inside our network.
WEBHOOK_PORTS = webhook_ports(env.words("WEBHOOK_PORTS", "443,8443"))
WEBHOOK_ALLOWED_NETWORKS = webhook_networks(env.words("WEBHOOK_ALLOWED_NETWORKS", ""))
WEBHOOK_PLAIN_HTTP = plain_http(env.flag("WEBHOOK_PLAIN_HTTP", DEVELOPMENT), in_production=CONSERJE_ENV == "production")
WEBHOOK_CA_FILE = env.text("WEBHOOK_CA_FILE", "")

# --- WhatsApp (docs/explanation/messages.md) --------------------------------------------------------------------------

# A sandbox in Meta's place stands in our own network and has no certificate; nowhere else is that borne.
GRAPH_TRYOUT = DEVELOPMENT or SANDBOX
META = f"http://127.0.0.1:{SANDBOX_PORT}" if SANDBOX else "https://graph.facebook.com"
GRAPH_URL = graph_url(env.url("GRAPH_URL", schemes=("http", "https"), default=META), is_tryout=GRAPH_TRYOUT)
GRAPH_VERSION = graph_version(env.text("GRAPH_VERSION", "v25.0"))
# Who keeps media besides Meta's own hosts, and may be shown the token.
GRAPH_MEDIA_HOSTS = graph_media_hosts(env.words("GRAPH_MEDIA_HOSTS", ""))
GRAPH_CA_FILE = env.text("GRAPH_CA_FILE", "")
# A worker that sends for longer than this has died over it.
WHATSAPP_SEND_SECONDS = env.seconds("WHATSAPP_SEND_SECONDS", 60, least=2, most=90)
# A send whose answer never came is looked at after so long: by then its status has come, or those of later ones have.
WHATSAPP_UNKNOWN_SECONDS = env.seconds("WHATSAPP_UNKNOWN_SECONDS", 120, least=1, most=86_400)
# Meta lets a number write to one guest every six seconds, in bursts of 45; 0 leaves that to Meta.
WHATSAPP_SECONDS_PER_GUEST = env.seconds("WHATSAPP_SECONDS_PER_GUEST", 6, least=0, most=60)
TRANSCRIBES = False  # nobody does yet, so no message waits for a transcript

# --- HTTP -------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_FILES = "StaticFilesStorage" if DEVELOPMENT else "ManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR / "media")}},
    "staticfiles": {"BACKEND": f"django.contrib.staticfiles.storage.{STATIC_FILES}"},
}

# Proxies of ours in front of the web server: the client's address is what the outermost of them saw.
NUM_PROXIES = env.integer("NUM_PROXIES", 0 if DEVELOPMENT else 1, least=0, most=10)
# Our own table, so that people can see where they are logged in and end it.
SESSION_ENGINE = "tenants.login.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SECURE_SSL_REDIRECT = not DEVELOPMENT
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEVELOPMENT
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Our own proxy (deploy/caddy) sets this header and drops the visitor's.
SECURE_PROXY_SSL_HEADER = None if DEVELOPMENT else ("HTTP_X_FORWARDED_PROTO", "https")

# How long a body may be (config/bodies.py). Meta sends up to 3 MB and a thousand updates in one POST.
BODY_MOST, BODY_MOST_WEBHOOK, BODY_MOST_UPLOAD = 1 << 20, 4 << 20, 16 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_MOST_WEBHOOK
# Webhooks that come while Postgres is away wait here; past this many bytes their sender is asked to come back.
WEBHOOK_SPOOL = VAR / "spool"
WEBHOOK_SPOOL_MOST = env.integer("WEBHOOK_SPOOL_MB", 512, least=1, most=100_000) << 20

# --- API (docs/reference/api.md) --------------------------------------------------------------------------------------

# Calls a minute: of one key or person, of one business with all its keys, and of one address that nobody is found for.
API_LIMIT_PER_KEY = env.integer("API_LIMIT_PER_KEY", 600, least=1, most=100_000)
API_LIMIT_PER_TENANT = env.integer("API_LIMIT_PER_TENANT", 6000, least=1, most=1_000_000)
API_LIMIT_FAILURES = env.integer("API_LIMIT_FAILURES", 60, least=1, most=100_000)

# --- Logs and metrics -------------------------------------------------------------------------------------------------

LOG_FORMAT = env.choice("LOG_FORMAT", "console" if DEVELOPMENT else "json", ("json", "console"))
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = logging_config(format=LOG_FORMAT, level=LOG_LEVEL, role=ROLE)
# Where the processes of this machine keep their counts. Named before the first metric is made.
METRICS_FOLDER = Path(env.text("PROMETHEUS_MULTIPROC_DIR", str(VAR / "metrics")))
start_metrics(METRICS_FOLDER)
METRICS_TOKEN = env.text("METRICS_TOKEN", "" if DEVELOPMENT else None)
# A worker in a container of its own serves its metrics here; 0 where the web process sees the same folder.
METRICS_PORT = env.integer("METRICS_PORT", 0, least=0, most=65535)
PROMETHEUS_EXPORT_MIGRATIONS = False
