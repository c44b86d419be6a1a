using Dizhu.Core.Access;

namespace Dizhu.Core;

/// <summary>
/// Who does something, in which post, when, and under which request. Fixed once per act and handed
/// down to everything that writes; one act has one <see cref="At"/>.
/// </summary>
/// <param name="Who">The person or machine client.</param>
/// <param name="At">The instant of the act, UTC.</param>
/// <param name="RequestId">Ties the log, the journal and the answer together.</param>
public sealed record ActContext(Principal Who, DateTime At, string RequestId);
