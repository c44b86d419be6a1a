using Dizhu.Core.Organisations;

namespace Dizhu.Core.Administration;

/// <summary>Something an administrator does about a person, a post of theirs or an account. Days are legal days, both included.</summary>
/// <param name="PersonId">Whom it is about.</param>
public abstract record StaffAct(Guid PersonId)
{
    /// <summary>Made by the client: the same act sent again is answered again. An act that adds a row gives it this id.</summary>
    public Guid Id { get; init; }

    /// <summary>Why, or what it rests on, 1–200 characters.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was seen of the person when it was decided (<see cref="StaffState.Version"/>); null where it is not to be compared.</summary>
    public long? Version { get; init; }
}

/// <summary>新增人员. The id of the act is the id of the person.</summary>
public sealed record TakeOn(Guid PersonId, string Label) : StaffAct(PersonId);

/// <summary>更改名称.</summary>
public sealed record Rename(Guid PersonId, string Label) : StaffAct(PersonId);

/// <summary>授予岗位. The id of the act is the id of the post.</summary>
/// <param name="Keys">Duty grids of a collector or the management area of a second-level dispatcher; empty for the others.</param>
public sealed record GivePost(Guid PersonId, Post Post, string? UnitId, IReadOnlyList<string> Keys, DateOnly From, DateOnly? Until) : StaffAct(PersonId);

/// <summary>终止岗位: the last day on which it is held.</summary>
public sealed record EndPost(Guid PersonId, Guid PostId, DateOnly LastDay) : StaffAct(PersonId);

/// <summary>撤回尚未开始的岗位.</summary>
public sealed record WithdrawPost(Guid PersonId, Guid PostId) : StaffAct(PersonId);

/// <summary>撤回尚未生效的终止: the post is held as long as before.</summary>
public sealed record WithdrawEnd(Guid PersonId, Guid PostId) : StaffAct(PersonId);

/// <summary>离岗: every post ends on that day, accounts with them.</summary>
public sealed record Leave(Guid PersonId, DateOnly LastDay) : StaffAct(PersonId);

/// <summary>撤回尚未生效的离岗: the posts it ended are held as long as before.</summary>
public sealed record WithdrawLeave(Guid PersonId) : StaffAct(PersonId);

/// <summary>开通账号. The id of the act is the id of the account.</summary>
public sealed record OpenAccount(Guid PersonId, Guid PostId, string Login) : StaffAct(PersonId);

/// <summary>重设密码: a new first password; log-ins with the old one end.</summary>
public sealed record ResetPassword(Guid PersonId, Guid AccountId) : StaffAct(PersonId);

/// <summary>解锁: after five wrong passwords, before the time is over.</summary>
public sealed record Unlock(Guid PersonId, Guid AccountId) : StaffAct(PersonId);

/// <summary>停用或启用账号; switched off, its log-ins end.</summary>
public sealed record SwitchAccount(Guid PersonId, Guid AccountId, bool On) : StaffAct(PersonId);
