"""What docker-compose.yml promises: each function lists what breaks one promise."""

from __future__ import annotations

import re
from typing import Any

import yaml
from django.conf import settings

from config.settings import env
from config.supervise import plan
from tasks.routes import QUEUES
from tests.house.compose import ROOT, Compose, Service, layout, option, queues, variables, words, workers
from tests.house.dockerfile import final_user

LAYOUTS = ("full", "small")
SECRET = re.compile(r"PASSWORD$|SECRET|SEALING|TOKEN|AUTH$")
REQUIRED = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")
PASSWORD_IN_ADDRESS = re.compile(r"://[^/$]*:[^/$]+@")
PINNED = re.compile(r":v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$")


def services_of(compose: Compose) -> list[tuple[str, Service]]:
    return list(compose["services"].items())


def without_health_check(compose: Compose) -> list[str]:
    return [name for name, it in services_of(compose) if "test" not in it.get("healthcheck", {})]


def run_as_root(compose: Compose) -> list[str]:
    return [name for name, it in services_of(compose) if user_of(it).split(":")[0] in {"root", "0"}]


def user_of(service: Service) -> str:
    """Return who runs in a service: whom it names, or whom our own image names."""
    own = final_user(service["build"]["target"]) if "build" in service else "root"
    return str(service.get("user", own))


def not_hardened(compose: Compose) -> list[str]:
    return [name for name, it in services_of(compose) if not is_hardened(it)]


def is_hardened(service: Service) -> bool:
    new_privileges = "no-new-privileges:true" not in service.get("security_opt", [])
    return service.get("cap_drop") == ["ALL"] and not new_privileges and not service.get("privileged")


def writable(compose: Compose) -> list[str]:
    return [name for name, it in services_of(compose) if it.get("read_only") is not True]


def unbounded(compose: Compose) -> list[str]:
    """List services whose memory or log has no limit, or whose end nobody has thought of."""
    return [
        name
        for name, it in services_of(compose)
        if not {"mem_limit", "restart"} <= it.keys() or "max-size" not in it.get("logging", {}).get("options", {})
    ]


def published_to_all(compose: Compose) -> list[str]:
    return [
        name for name, it in services_of(compose) if not all(p.startswith("127.0.0.1:") for p in it.get("ports", []))
    ]


def floating_images(compose: Compose) -> list[str]:
    return [it["image"] for _, it in services_of(compose) if "build" not in it and not PINNED.search(it["image"])]


def secrets_not_asked_for(compose: Compose) -> list[str]:
    """List secrets that stand in the file, or that somebody could forget to set."""
    return [
        f"{name} {setting}"
        for name, it in services_of(compose)
        for setting, value in it.get("environment", {}).items()
        if (SECRET.search(setting) and not REQUIRED.search(str(value))) or PASSWORD_IN_ADDRESS.search(str(value))
    ]


def settings_that_stop_at_the_door(compose: Compose) -> set[str]:
    """List settings of the application that somebody may write into .env without effect."""
    return set(env.names - compose["services"]["web"]["environment"].keys())


def queues_without_worker(compose: Compose) -> list[str]:
    return [
        f"{profile}: {queue}"
        for profile in LAYOUTS
        for queue in QUEUES
        if not any(queue in queues(command) for command in workers(layout(compose, profile)).values())
    ]


def shared_workers(compose: Compose) -> list[str]:
    """List workers of the full layout that serve several queues: there each can be scaled by itself."""
    return [name for name, command in workers(layout(compose, "full")).items() if len(queues(command)) != 1]


def other_pools_than_up(compose: Compose) -> list[str]:
    """List queues that `manage.py up` works on in another kind of pool: some tasks rely on a time limit, some on threads."""
    pools = {queue: crew.pool for crew in plan.FULL for queue in crew.queues}
    ours = {queue: option(it, "-P") for it in workers(layout(compose, "full")).values() for queue in queues(it)}
    return [queue for queue, pool in pools.items() if ours.get(queue) != pool]


def other_small_crews_than_up(compose: Compose) -> list[str]:
    """List workers that `manage.py up --small` and the small layout do not both have, alike in everything."""
    ours = {(crew.name, crew.queues, crew.pool, str(crew.size), crew.with_beat) for crew in plan.SMALL}
    theirs = {crew_of(command) for command in workers(layout(compose, "small")).values()}
    return [crew[0] for crew in sorted(ours ^ theirs)]


def crew_of(command: list[str]) -> tuple[str, tuple[str, ...], str, str, bool]:
    name = option(command, "-n").removesuffix("@%h")
    return (name, queues(command), option(command, "-P"), option(command, "-c"), "-B" in command)


def layouts_without_one_beat(compose: Compose) -> list[str]:
    beats = {
        profile: [name for name, it in layout(compose, profile).items() if {"beat", "-B"} & set(words(it))]
        for profile in LAYOUTS
    }
    return [profile for profile, names in beats.items() if len(names) != 1]


def health_of_other_queues(compose: Compose) -> list[str]:
    """List workers whose health check asks for other signs of life than their own."""
    return [
        name
        for name, command in workers(compose["services"]).items()
        if {f"queue:{queue}" for queue in queues(command)} != asked_queues(compose["services"][name])
    ]


def asked_queues(service: dict[str, Any]) -> set[str]:
    return {word for word in service["healthcheck"]["test"] if word.startswith("queue:")}


def cut_off_workers(compose: Compose) -> list[str]:
    """List workers that are killed before a task may have ended."""
    periods = {name: compose["services"][name]["stop_grace_period"] for name in workers(compose["services"])}
    return [name for name, period in periods.items() if int(period.removesuffix("s")) <= settings.TASK_TIME_LIMIT]


def unscraped_workers(compose: Compose) -> set[str]:
    """List workers that Prometheus does not look for, and those it looks for in vain."""
    jobs = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    names = {name for job in jobs for source in job.get("dns_sd_configs", []) for name in source["names"]}
    return set(names ^ workers(compose["services"]).keys())


def absent_files(compose: Compose) -> list[str]:
    mounts = [volume.split(":")[0] for _, it in services_of(compose) for volume in it.get("volumes", [])]
    return [path for path in mounts if path.startswith(".") and not (ROOT / path).exists()]


def undocumented_variables(compose: Compose) -> set[str]:
    """List what the file reads from .env, in a value or as a name passed on, that .env.example does not explain."""
    passed_on = {name for name, value in compose["services"]["web"]["environment"].items() if value is None}
    used = variables(yaml.safe_dump(compose, width=10_000)) | passed_on
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return used - set(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE))
