using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CoordinatedWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_management_area_code_stage",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_stage_stage_due_at_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_unit_id_stage",
                table: "cases");

            migrationBuilder.AddColumn<DateTime>(
                name: "called_at",
                table: "reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "external_id",
                table: "reports",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recording_ref",
                table: "reports",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seat_id",
                table: "reports",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "appealed",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "deferral_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "deferred_until",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "excluded",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "extension_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "forced_close",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "holder_unit_id",
                table: "cases",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "list_at",
                table: "cases",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "open_requests",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_case_id",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "reopened",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "reply_owed",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "satisfaction",
                table: "cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "self_handled_by",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "taken_in_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "typical",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "urge_count",
                table: "cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "warn_at",
                table: "cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "assignee_id",
                table: "case_tasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "case_tasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "deferral_count",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "excluded",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "extension_count",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "forced_close",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "merged_at",
                table: "case_facts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_case_id",
                table: "case_facts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "replied_at",
                table: "case_facts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "satisfaction",
                table: "case_facts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "self_handled",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "typical",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "urge_count",
                table: "case_facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "case_reach",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_reach", x => new { x.case_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "case_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    size = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    asked_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    amount = table.Column<decimal>(type: "TEXT", precision: 9, scale: 2, nullable: true),
                    resume_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    chain = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    consented_by = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false),
                    waits_for = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    assignment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delegate_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    subscription_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => new { x.subscription_id, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "desk_locks",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    beat_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_locks", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "inbox_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox_reads",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_reads", x => new { x.message_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "journal_seals",
                columns: table => new
                {
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    heads = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_seals", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "ledger_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ledger = table.Column<string>(type: "TEXT", nullable: false),
                    item = table.Column<string>(type: "TEXT", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    amount = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: true),
                    reported_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reported_for_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reported_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    struck_off_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    struck_off_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    clause = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "printed_pairs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    first = table.Column<string>(type: "TEXT", nullable: false),
                    first_source = table.Column<string>(type: "TEXT", nullable: false),
                    second = table.Column<string>(type: "TEXT", nullable: false),
                    second_source = table.Column<string>(type: "TEXT", nullable: false),
                    used = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    discrepancy_id = table.Column<string>(type: "TEXT", nullable: false),
                    clause = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_printed_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "public_notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    medium = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    withdrawn_because = table.Column<string>(type: "TEXT", nullable: true),
                    clause = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "record_changes",
                columns: table => new
                {
                    act_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    record_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    old = table.Column<string>(type: "TEXT", nullable: true),
                    @new = table.Column<string>(name: "new", type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_changes", x => new { x.act_id, x.field });
                });

            migrationBuilder.CreateTable(
                name: "sealed_heads",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    seal_no = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_heads", x => new { x.case_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "setting_changes",
                columns: table => new
                {
                    no = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    request_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sort = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    old = table.Column<string>(type: "TEXT", nullable: true),
                    @new = table.Column<string>(name: "new", type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_changes", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "setting_versions",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends = table.Column<bool>(type: "INTEGER", nullable: false),
                    cells = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setting_versions", x => new { x.kind, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "signed_submissions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    recipient = table.Column<string>(type: "TEXT", nullable: false),
                    signed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    signed_by = table.Column<string>(type: "TEXT", nullable: true),
                    signed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    clause = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    unit_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_submissions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    topics = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    client_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    secret = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reports_entered_by_external_id",
                table: "reports",
                columns: new[] { "entered_by", "external_id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_waiting",
                table: "outbox",
                column: "id",
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_class_key_list_at_id",
                table: "cases",
                columns: new[] { "class_key", "list_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_class_key_reported_at",
                table: "cases",
                columns: new[] { "class_key", "reported_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_deferred_until",
                table: "cases",
                column: "deferred_until",
                filter: "deferred_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_list_at_id",
                table: "cases",
                columns: new[] { "list_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_merged_into_id",
                table: "cases",
                column: "merged_into_id",
                filter: "merged_into_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cases_stage_list_at_id",
                table: "cases",
                columns: new[] { "stage", "list_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_warn_at",
                table: "cases",
                column: "warn_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_dispatched_at",
                table: "case_facts",
                column: "dispatched_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_filed_at",
                table: "case_facts",
                column: "filed_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_reach_key_at_case_id",
                table: "case_reach",
                columns: new[] { "key", "at", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_requests_case_id",
                table: "case_requests",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_requests_state_waits_for",
                table: "case_requests",
                columns: new[] { "state", "waits_for" });

            migrationBuilder.CreateIndex(
                name: "ix_delegations_delegate_id",
                table: "delegations",
                column: "delegate_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegations_person_id",
                table: "delegations",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_subscription_id_case_id_seq",
                table: "deliveries",
                columns: new[] { "subscription_id", "case_id", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_waiting",
                table: "deliveries",
                columns: new[] { "subscription_id", "next_at" },
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_messages_case_id_kind",
                table: "inbox_messages",
                columns: new[] { "case_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_messages_person_id_at",
                table: "inbox_messages",
                columns: new[] { "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_messages_post_unit_id_at",
                table: "inbox_messages",
                columns: new[] { "post", "unit_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_items_created_at",
                table: "ledger_items",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_items_unit_id_created_at",
                table: "ledger_items",
                columns: new[] { "unit_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_printed_pairs_created_at",
                table: "printed_pairs",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_printed_pairs_unit_id_created_at",
                table: "printed_pairs",
                columns: new[] { "unit_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_public_notices_created_at",
                table: "public_notices",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_public_notices_unit_id_created_at",
                table: "public_notices",
                columns: new[] { "unit_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_record_changes_record_id",
                table: "record_changes",
                column: "record_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_heads_seal_no_place",
                table: "sealed_heads",
                columns: new[] { "seal_no", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_setting_changes_kind_no",
                table: "setting_changes",
                columns: new[] { "kind", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_signed_submissions_created_at",
                table: "signed_submissions",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_signed_submissions_unit_id_created_at",
                table: "signed_submissions",
                columns: new[] { "unit_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_reach");

            migrationBuilder.DropTable(
                name: "case_requests");

            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "desk_locks");

            migrationBuilder.DropTable(
                name: "inbox_messages");

            migrationBuilder.DropTable(
                name: "inbox_reads");

            migrationBuilder.DropTable(
                name: "journal_seals");

            migrationBuilder.DropTable(
                name: "ledger_items");

            migrationBuilder.DropTable(
                name: "printed_pairs");

            migrationBuilder.DropTable(
                name: "public_notices");

            migrationBuilder.DropTable(
                name: "record_changes");

            migrationBuilder.DropTable(
                name: "sealed_heads");

            migrationBuilder.DropTable(
                name: "setting_changes");

            migrationBuilder.DropTable(
                name: "setting_versions");

            migrationBuilder.DropTable(
                name: "signed_submissions");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_reports_entered_by_external_id",
                table: "reports");

            migrationBuilder.DropIndex(
                name: "ix_outbox_waiting",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_cases_class_key_list_at_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_class_key_reported_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_deferred_until",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_list_at_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_merged_into_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_stage_list_at_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_warn_at",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_case_facts_dispatched_at",
                table: "case_facts");

            migrationBuilder.DropIndex(
                name: "ix_case_facts_filed_at",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "called_at",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "external_id",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "recording_ref",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "seat_id",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "appealed",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "deferral_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "deferred_until",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "excluded",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "extension_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "forced_close",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "holder_unit_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "list_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "open_requests",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "origin_case_id",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "reopened",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "reply_owed",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "satisfaction",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "self_handled_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "taken_in_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "typical",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "urge_count",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "warn_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                table: "case_tasks");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "case_tasks");

            migrationBuilder.DropColumn(
                name: "deferral_count",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "excluded",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "extension_count",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "forced_close",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "merged_at",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "origin_case_id",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "replied_at",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "satisfaction",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "self_handled",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "typical",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "urge_count",
                table: "case_facts");

            migrationBuilder.CreateIndex(
                name: "ix_cases_management_area_code_stage",
                table: "cases",
                columns: new[] { "management_area_code", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_stage_stage_due_at_id",
                table: "cases",
                columns: new[] { "stage", "stage_due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_unit_id_stage",
                table: "cases",
                columns: new[] { "unit_id", "stage" });
        }
    }
}
