using Dizhu.Core.Organisations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dizhu.Core.Access;
using Dizhu.Core.Calendar;
using Dizhu.Core.Places;
using Dizhu.Kernel.Outcomes;

namespace Dizhu.Core.Cases;

/// <summary>上报: checks what was said, finds the place, and lets a case be born with it.</summary>
internal static class Reporting
{
    private const int MaxDescription = 2000;
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    /// <summary>The report row as far as the client's words give it, or every fault found in them.</summary>
    public static Outcome<Report> Check(ActContext context, ReportCommand command, CityBooks city)
    {
        var faults = new List<Refusal>();
        var who = context.Who;
        if (!CaseFlow.Find(null, CaseAct.Report)!.Posts.Contains(who.Post))
        {
            return Refusals.WrongPost(who.Post, CaseFlow.Find(null, CaseAct.Report)!);
        }

        if (!ReportSources.OpenTo(who.Post).Contains(command.Source))
        {
            return Refusals.Forbidden("report.source-not-yours", $"{who.Post.Name()}不能以“{command.Source.Name()}”的来源上报。请选择本岗位的来源。");
        }

        CheckWords(command, faults);
        CheckPlace(command, faults);
        CheckTime(context, command, faults);
        CheckClass(who, command, city, faults);
        CheckExtras(who, command, faults);
        if (faults.Count == 0 && ControlArea(context, command, city) is { } closed)
        {
            faults.Add(closed);
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        return new Report
        {
            Id = command.Id,
            CaseId = command.Id,
            Source = command.Source,
            ObservedAt = CityClock.Kept(command.ObservedAt ?? context.At),
            ReceivedAt = context.At,
            ClassKey = Blank(command.ClassKey),
            Description = command.Description!.Trim(),
            PlaceText = Blank(command.PlaceText),
            Lon = command.Lon!.Value,
            Lat = command.Lat!.Value,
            Datum = Positions.Datum(command.Datum)!,
            ComponentId = Blank(command.ComponentId),
            EnteredBy = who.Id,
            NeedsReply = command.NeedsReply,
            ReporterName = Blank(command.ReporterName),
            ReporterPhone = Blank(command.ReporterPhone),
            PhoneTail = CallerHistory.TailOf(command.ReporterPhone),
            PhoneWithheld = command.PhoneWithheld,
            ExternalId = Blank(command.ExternalId),
            SeatId = Blank(command.Call?.SeatId),
            CalledAt = command.Call?.At is { } called ? CityClock.Kept(called) : null,
            RecordingRef = Blank(command.Call?.RecordingRef),
        };
    }

    /// <summary>The report row with its number, follow code and salted hash.</summary>
    public static Report Finish(Report report, string number, string? followCode)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return report with
        {
            Number = number,
            FollowHash = followCode is null ? null : HashFollowCode(followCode),
            Salt = salt,
            ContentHash = ReportContent.Hash(report, salt),
        };
    }

    /// <summary>The body of the first journal entry.</summary>
    public static ActBody Decide(ActContext context, Report report, ReportCommand command, CityBooks city, IReadOnlyList<Attachment> files)
    {
        var component = report.ComponentId is { } id ? city.Places.FindComponent(id) : null;
        var point = Positions.ToCgcs2000(report.Datum, report.Lon, report.Lat).Value;
        var location = city.Places.Locate(point);
        var clocks = new ClockWork(state: null, report.CaseId, context.At, city);
        clocks.StartStage(ClockKind.Acceptance, location.AreaLevel);
        var who = context.Who;
        var move = CaseFlow.Find(null, ActOf(command))!;
        return new ActBody
        {
            To = move.To,
            Result = command.SelfHandled ? command.SelfHandledResult!.Trim() : null,
            Because = [LocationReason(location, city), new Reason($"来源：{report.Source.Name()}", "clause", move.Because.ToString())],
            Case = new Case
            {
                Id = report.CaseId,
                Stage = move.To,
                Version = 1,
                Source = report.Source,
                FirstReportId = report.Id,
                ReportedAt = context.At,
                ClassKey = report.ClassKey ?? component?.ClassKey,
                Lon = point.Lon,
                Lat = point.Lat,
                ComponentId = component?.Id,
                GridCode = location.GridCode,
                DutyGridCode = location.DutyGridCode,
                CommunityCode = location.CommunityCode,
                StreetCode = location.StreetCode,
                ManagementAreaCode = location.ManagementAreaCode,
                AreaLevel = location.AreaLevel,
                BaseVersion = location.BaseVersion,
                Actors = who.Post is Post.Citizen ? [] : [.. who.Persons.Select(p => new CaseActor(p, who.Power))],
                ReplyOwed = report.NeedsReply,
                SelfHandledBy = command.SelfHandled ? who.Id : null,
                StageDueAt = clocks.Last(ClockKind.Acceptance)!.DueAt,
                WarnAt = clocks.WarnAt(city.Settings.CaseSettings(context.At).WarnShare),
                LastActAt = context.At,
            },
            Clocks = clocks.Added,
            Reports = [new ReportMark(report.Id, report.Number, Convert.ToHexStringLower(report.ContentHash))],
            Attachments = Attachments.Marks(files, ActOf(command)),
        };
    }

    /// <summary>上报 or 自处理上报.</summary>
    public static CaseAct ActOf(ReportCommand command) => command.SelfHandled ? CaseAct.ReportSelfHandled : CaseAct.Report;

    /// <summary>A code nobody can guess, for citizens: 20 letters and digits; null for other sources.</summary>
    public static string? NewFollowCode(ReportSource source) =>
        source == ReportSource.Citizen ? RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTUVWXYZ23456789", 20) : null;

    /// <summary>What of a follow code is stored.</summary>
    public static byte[] HashFollowCode(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    /// <summary>Where a point was found to lie, in words.</summary>
    public static Reason LocationReason(Location location, CityBooks city) => location.IsKnown
        ? new Reason(
            $"位于单元网格 {location.GridCode}" + (location.AreaLevel is { } level ? $"，{level} 级管理区域" : "，未定管理级别"),
            "baseData",
            location.BaseVersion.ToString(CultureInfo.InvariantCulture))
        : new Reason("位置不在任何单元网格内", "baseData", city.Places.Version.ToString(CultureInfo.InvariantCulture));

    private static void CheckWords(ReportCommand command, List<Refusal> faults)
    {
        if (command.Id == Guid.Empty)
        {
            faults.Add(Refusals.MissingInReport("id", "缺少上报编号 id（UUID）。请由客户端生成，断网重发时用同一个编号。"));
        }

        if (string.IsNullOrWhiteSpace(command.Description))
        {
            faults.Add(Refusals.MissingInReport("description", "请写明问题：看到了什么。"));
        }
        else if (command.Description.Length > MaxDescription)
        {
            faults.Add(Refusals.Invalid("input.too-long", "description", $"问题描述太长（最多 {MaxDescription} 字）。请写要点。"));
        }

        if (new[] { command.Description, command.PlaceText, command.ReporterName, command.ReporterPhone }.Any(t => t?.Contains('\0', StringComparison.Ordinal) == true))
        {
            faults.Add(Refusals.Invalid("input.bad-text", "description", "文字中有不能保存的字符。请重新输入。"));
        }

        if (command.PlaceText?.Length > 500 || command.ReporterName?.Length > 50 || command.ReporterPhone?.Length > 30)
        {
            faults.Add(Refusals.Invalid("input.too-long", "placeText", "地点（500 字）、姓名（50 字）或电话（30 字）太长。请缩短。"));
        }
        else if (command.Source == ReportSource.Citizen && CallerHistory.FaultOf(command.ReporterPhone) is { } fault)
        {
            // Typed by the citizen. A line of a hotline or another platform says what it was given.
            faults.Add(fault);
        }
    }

    private static void CheckPlace(ReportCommand command, List<Refusal> faults)
    {
        if (command.Lon is not { } lon || command.Lat is not { } lat)
        {
            faults.Add(Refusals.MissingInReport("lon", "缺少位置。请在地图上点选，或打开手机定位后再上报。"));
            return;
        }

        faults.AddRange(Positions.ToCgcs2000(command.Datum, lon, lat).Refusals);
    }

    private static void CheckTime(ActContext context, ReportCommand command, List<Refusal> faults)
    {
        if (command.Source == ReportSource.Collector && command.ObservedAt is null)
        {
            faults.Add(Refusals.MissingInReport("observedAt", "缺少采集时间 observedAt。请带上发现问题的时刻。"));
        }
        else if (command.ObservedAt is { } seen && (seen.Kind != DateTimeKind.Utc || seen - context.At > MaxAhead || seen.Year < 2007))
        {
            faults.Add(Refusals.Invalid("input.bad-time", "observedAt", "采集时间须为带时区的时刻，且不能晚于现在。请校准设备时间后再上报。"));
        }
    }

    private static void CheckClass(Principal who, ReportCommand command, CityBooks city, List<Refusal> faults)
    {
        var key = Blank(command.ClassKey);
        if (key is null && who.Post == Post.Collector)
        {
            faults.Add(Refusals.MissingInReport("classKey", "缺少类别。请选择部件或事件的小类。"));
        }
        else if (key is not null && city.Catalogue.FindClass(key) is not { IsSelectable: true })
        {
            faults.Add(Refusals.Invalid("input.unknown-class", "classKey", $"没有代码为 {key} 的类别，或它不能选用。请从类别表中选择。"));
        }

        if (Blank(command.ComponentId) is not { } id)
        {
            return;
        }

        var component = city.Places.FindComponent(id);
        if (component is null)
        {
            faults.Add(Refusals.Invalid("input.unknown-component", "componentId", $"没有标识码为 {id} 的部件。请核对标识码；若部件未登记，请留空并在描述中写明。"));
        }
        else if (key is not null && !string.Equals(component.ClassKey, key, StringComparison.Ordinal))
        {
            faults.Add(Refusals.Invalid("input.class-not-of-component", "classKey", $"部件 {id} 登记的类别是 {component.ClassKey}，与所选 {key} 不同。请改选其中一个。"));
        }
    }

    private static void CheckExtras(Principal who, ReportCommand command, List<Refusal> faults)
    {
        if (command.SelfHandled && who.Post != Post.Collector)
        {
            faults.Add(Refusals.Forbidden("report.self-handled-not-yours", "自处理上报由采集员在现场提交。请按普通问题上报。"));
        }
        else if (command.SelfHandled && string.IsNullOrWhiteSpace(command.SelfHandledResult))
        {
            faults.Add(Refusals.MissingInReport("selfHandledResult", "请写明现场怎样处理的。"));
        }

        if (command.SelfHandledResult?.Length > MaxDescription || command.SelfHandledResult?.Contains('\0', StringComparison.Ordinal) == true)
        {
            faults.Add(Refusals.Invalid("input.too-long", "selfHandledResult", $"内容太长（最多 {MaxDescription} 字）或含有不能保存的字符。请写要点。"));
        }

        if (new[] { command.ExternalId, command.Call?.SeatId, command.Call?.RecordingRef }.Any(t => t?.Length > 100 || t?.Contains('\0', StringComparison.Ordinal) == true))
        {
            faults.Add(Refusals.Invalid("input.too-long", "externalId", "外部编号、坐席号或录音编号太长（最多 100 字）或含有不能保存的字符。请核对。"));
        }

        if (command.Call?.At is { Kind: not DateTimeKind.Utc })
        {
            faults.Add(Refusals.Invalid("input.bad-time", "call", "来电时间须为带时区的时刻。请核对后再提交。"));
        }
    }

    // 管控区: the words the city set say why nothing is taken here now.
    private static Refusal? ControlArea(ActContext context, ReportCommand command, CityBooks city)
    {
        var component = Blank(command.ComponentId) is { } id ? city.Places.FindComponent(id) : null;
        var found = city.Places.Locate(Positions.ToCgcs2000(command.Datum, command.Lon!.Value, command.Lat!.Value).Value);
        return (Blank(command.ClassKey) ?? component?.ClassKey) is { } key && found.GridCode is { } grid
            && city.Settings.ControlAreaHit(key, grid, context.At) is { } area
                ? Refusals.Rule("report.control-area", $"这里到 {CityClock.ToLocal(area.Until):yyyy-MM-dd HH:mm} 为管控区域，暂不上报这类问题：{area.Reason}", field: "classKey")
                : null;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
