using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    login = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assignment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    password_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    failed_count = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    post = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    scope_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    scope_keys = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    entry_seq = table.Column<int>(type: "integer", nullable: true),
                    phase = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    content_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    sent_sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    who = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    what = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    address = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "base_data_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_synthetic = table.Column<bool>(type: "boolean", nullable: false),
                    city_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    division_prefix = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    centre_lon = table.Column<double>(type: "double precision", nullable: false),
                    centre_lat = table.Column<double>(type: "double precision", nullable: false),
                    west = table.Column<double>(type: "double precision", nullable: false),
                    south = table.Column<double>(type: "double precision", nullable: false),
                    east = table.Column<double>(type: "double precision", nullable: false),
                    north = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base_data_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "basic_grid",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    community_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    duty_grid_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    management_area_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    area_level = table.Column<int>(type: "integer", nullable: true),
                    area_m2 = table.Column<double>(type: "double precision", nullable: false),
                    ring = table.Column<byte[]>(type: "bytea", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_basic_grid", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "case_clocks",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    limit_amount = table.Column<decimal>(type: "numeric(9,2)", precision: 9, scale: 2, nullable: true),
                    limit_unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    used_micros = table.Column<long>(type: "bigint", nullable: false),
                    paused_micros = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    standard_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    basis = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    calendar_version = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    on_time = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_clocks", x => new { x.case_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "case_facts",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    class_key = table.Column<string>(type: "text", nullable: true),
                    standard_id = table.Column<string>(type: "text", nullable: true),
                    area_level = table.Column<int>(type: "integer", nullable: true),
                    grid_code = table.Column<string>(type: "text", nullable: true),
                    duty_grid_code = table.Column<string>(type: "text", nullable: true),
                    community_code = table.Column<string>(type: "text", nullable: true),
                    street_code = table.Column<string>(type: "text", nullable: true),
                    management_area_code = table.Column<string>(type: "text", nullable: true),
                    unit_id = table.Column<string>(type: "text", nullable: true),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    declined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    verified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    filed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    filing_refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    dispatched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    handled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    fed_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    passed_on_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    check_sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rework_count = table.Column<int>(type: "integer", nullable: false),
                    return_count = table.Column<int>(type: "integer", nullable: false),
                    handling_due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    handling_used_micros = table.Column<long>(type: "bigint", nullable: true),
                    handling_on_time = table.Column<bool>(type: "boolean", nullable: true),
                    reported_by = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    dispatched_by = table.Column<Guid>(type: "uuid", nullable: true),
                    checked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_facts", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "case_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    handled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: true),
                    result = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    first_report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    class_key = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    standard_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    filed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    duty_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    lon = table.Column<double>(type: "double precision", nullable: false),
                    lat = table.Column<double>(type: "double precision", nullable: false),
                    component_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    grid_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    duty_grid_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    community_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    street_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    management_area_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    area_level = table.Column<int>(type: "integer", nullable: true),
                    base_version = table.Column<long>(type: "bigint", nullable: false),
                    verified = table.Column<bool>(type: "boolean", nullable: true),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    rework_count = table.Column<int>(type: "integer", nullable: false),
                    return_count = table.Column<int>(type: "integer", nullable: false),
                    stage_due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    handling_due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    actors = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    last_act_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    chain_length = table.Column<int>(type: "integer", nullable: false),
                    chain_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_community", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "district",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "duty_grid",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_grid", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "duty_role_row",
                columns: table => new
                {
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    duty_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    meaning = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_role_row", x => x.role);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    principal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    route = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.principal_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    post = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    request_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.case_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "managed_component",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    class_key = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    competent_department_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    maintainer_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    lon = table.Column<double>(type: "double precision", nullable: false),
                    lat = table.Column<double>(type: "double precision", nullable: false),
                    grid_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    initial_date = table.Column<DateOnly>(type: "date", nullable: false),
                    change_date = table.Column<DateOnly>(type: "date", nullable: true),
                    data_source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    morton_key = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_managed_component", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "management_area",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ring = table.Column<byte[]>(type: "bytea", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    is_synthetic = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_management_area", x => new { x.code, x.from });
                });

            migrationBuilder.CreateTable(
                name: "manual_row",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    class_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    duty_ids = table.Column<List<string>>(type: "text[]", nullable: false),
                    general_duty_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    likely_owner_duty_ids = table.Column<List<string>>(type: "text[]", nullable: false),
                    basis_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_manual_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "matter_class",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    edition = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    major_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    english_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    geometry = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    code2026 = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    code2007 = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    confirmation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter_class", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    topic = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "overlap",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    units = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    phrases = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    tie_break = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    tie_break_zh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    clause = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_overlap", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_synthetic = table.Column<bool>(type: "boolean", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "place",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    lon = table.Column<double>(type: "double precision", nullable: false),
                    lat = table.Column<double>(type: "double precision", nullable: false),
                    grid_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    aliases = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_synthetic = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    observed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    class_key = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    place_text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    lon = table.Column<double>(type: "double precision", nullable: false),
                    lat = table.Column<double>(type: "double precision", nullable: false),
                    datum = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    component_id = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    needs_reply = table.Column<bool>(type: "boolean", nullable: false),
                    reporter_name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    reporter_phone = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    phone_withheld = table.Column<bool>(type: "boolean", nullable: false),
                    follow_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stage_limit",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    clock = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    area_level = table.Column<int>(type: "integer", nullable: true),
                    amount = table.Column<decimal>(type: "numeric(9,2)", precision: 9, scale: 2, nullable: false),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_limit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "street",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_street", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "unit",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    group = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tier = table.Column<int>(type: "integer", nullable: false),
                    involvement = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    aliases = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    is_synthetic = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_unit_parent_id",
                        column: x => x.parent_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_standard",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    class_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    filing_condition = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    filing_condition_zh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    closing_condition = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    closing_condition_zh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    level1 = table.Column<decimal>(type: "numeric(9,2)", precision: 9, scale: 2, nullable: true),
                    level2 = table.Column<decimal>(type: "numeric(9,2)", precision: 9, scale: 2, nullable: true),
                    level3 = table.Column<decimal>(type: "numeric(9,2)", precision: 9, scale: 2, nullable: true),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_standard", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_standard_matter_class_class_key",
                        column: x => x.class_key,
                        principalTable: "matter_class",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rule",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    overlap_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    preferred_duty_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    other_duty_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    when = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason_zh = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_rule", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispatch_rule_overlap_overlap_id",
                        column: x => x.overlap_id,
                        principalTable: "overlap",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "platform",
                columns: table => new
                {
                    area = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: true),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mode_as_printed = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    command_model = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    deadline = table.Column<DateOnly>(type: "date", nullable: false),
                    boundary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    discrepancy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform", x => x.area);
                    table.ForeignKey(
                        name: "fk_platform_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_assignment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    scope_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    scope_keys = table.Column<List<string>>(type: "text[]", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_assignment", x => x.id);
                    table.ForeignKey(
                        name: "fk_post_assignment_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_post_assignment_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_duty",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    phase = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind_basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    clause_text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_duty", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_duty_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "unit_name",
                columns: table => new
                {
                    unit_id = table.Column<string>(type: "character varying(40)", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_name", x => new { x.unit_id, x.no });
                    table.ForeignKey(
                        name: "fk_unit_name_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_login",
                table: "accounts",
                column: "login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_key_hash",
                table: "api_keys",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_attachments_case_id",
                table: "attachments",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_at",
                table: "audit_log",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_basic_grid_community_code",
                table: "basic_grid",
                column: "community_code");

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_closed_at",
                table: "case_facts",
                column: "closed_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_reported_at",
                table: "case_facts",
                column: "reported_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_standard_class_key",
                table: "case_standard",
                column: "class_key");

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_case_id",
                table: "case_tasks",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_person_id_state",
                table: "case_tasks",
                columns: new[] { "person_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_unit_id_state",
                table: "case_tasks",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_management_area_code_stage",
                table: "cases",
                columns: new[] { "management_area_code", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_number",
                table: "cases",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_reported_at_id",
                table: "cases",
                columns: new[] { "reported_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_stage_stage_due_at_id",
                table: "cases",
                columns: new[] { "stage", "stage_due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_unit_id_stage",
                table: "cases",
                columns: new[] { "unit_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_dispatch_rule_overlap_id",
                table: "dispatch_rule",
                column: "overlap_id");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_at",
                table: "idempotency",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_managed_component_grid_code",
                table: "managed_component",
                column: "grid_code");

            migrationBuilder.CreateIndex(
                name: "ix_managed_component_morton_key",
                table: "managed_component",
                column: "morton_key");

            migrationBuilder.CreateIndex(
                name: "ix_manual_row_class_key_version",
                table: "manual_row",
                columns: new[] { "class_key", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_case_id_seq",
                table: "outbox",
                columns: new[] { "case_id", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_place_name",
                table: "place",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_platform_unit_id",
                table: "platform",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_post_assignment_person_id",
                table: "post_assignment",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_post_assignment_unit_id",
                table: "post_assignment",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_reports_case_id",
                table: "reports",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_reports_follow_hash",
                table: "reports",
                column: "follow_hash");

            migrationBuilder.CreateIndex(
                name: "ix_reports_number",
                table: "reports",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_parent_id",
                table: "unit",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_duty_unit_id",
                table: "unit_duty",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "attachments");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "base_data_version");

            migrationBuilder.DropTable(
                name: "basic_grid");

            migrationBuilder.DropTable(
                name: "case_clocks");

            migrationBuilder.DropTable(
                name: "case_facts");

            migrationBuilder.DropTable(
                name: "case_standard");

            migrationBuilder.DropTable(
                name: "case_tasks");

            migrationBuilder.DropTable(
                name: "cases");

            migrationBuilder.DropTable(
                name: "community");

            migrationBuilder.DropTable(
                name: "dispatch_rule");

            migrationBuilder.DropTable(
                name: "district");

            migrationBuilder.DropTable(
                name: "duty_grid");

            migrationBuilder.DropTable(
                name: "duty_role_row");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "managed_component");

            migrationBuilder.DropTable(
                name: "management_area");

            migrationBuilder.DropTable(
                name: "manual_row");

            migrationBuilder.DropTable(
                name: "number_series");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "place");

            migrationBuilder.DropTable(
                name: "platform");

            migrationBuilder.DropTable(
                name: "post_assignment");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "stage_limit");

            migrationBuilder.DropTable(
                name: "street");

            migrationBuilder.DropTable(
                name: "unit_duty");

            migrationBuilder.DropTable(
                name: "unit_name");

            migrationBuilder.DropTable(
                name: "matter_class");

            migrationBuilder.DropTable(
                name: "overlap");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "unit");
        }
    }
}
