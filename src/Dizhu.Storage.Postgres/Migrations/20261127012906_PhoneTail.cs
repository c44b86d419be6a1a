using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PhoneTail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "phone_tail",
                table: "reports",
                type: "character varying(4)",
                maxLength: 4,
                nullable: true);

            // Reports of before are found by their callers' last digits too.
            migrationBuilder.Sql("UPDATE reports SET phone_tail = right(regexp_replace(reporter_phone, '[^0-9]', '', 'g'), 4) WHERE length(regexp_replace(reporter_phone, '[^0-9]', '', 'g')) >= 7");

            migrationBuilder.CreateIndex(
                name: "ix_reports_phone_tail",
                table: "reports",
                column: "phone_tail",
                filter: "phone_tail IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reports_phone_tail",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "phone_tail",
                table: "reports");
        }
    }
}
