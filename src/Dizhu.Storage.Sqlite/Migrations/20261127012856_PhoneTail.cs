using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dizhu.Storage.Sqlite.Migrations
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
                type: "TEXT",
                maxLength: 4,
                nullable: true);

            // Reports of before are found by their callers' last digits too.
            migrationBuilder.Sql("UPDATE reports SET phone_tail = substr(replace(replace(reporter_phone, '-', ''), ' ', ''), -4) WHERE length(replace(replace(reporter_phone, '-', ''), ' ', '')) >= 7");

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
