using SpotterBot.Decisions;
using SpotterBot.Sessions;

namespace SpotterBot.People;

/// <summary>Several people can be spotted on one phone: each session then has a letter on it, and check-ins ask for that.</summary>
public sealed class Letters(SessionKeeper keeper, PhoneBook phones)
{
    /// <summary>
    /// The phone leads to this session before its next text or call comes: the link is also owed as an intent, in case this is cut short.
    /// Where others are spotted on it, all of them ask for their letters from now on, also where two began at once.
    /// </summary>
    public async ValueTask GiveAsync(string number, string sessionId)
    {
        var given = await phones.LinkAsync(number, sessionId, Party.Caller);
        var own = (await phones.OfAsync(number)).OwnSessions.ToList();
        if (own.Count < 2)
        {
            return;
        }

        await keeper.HandleAsync(sessionId, null, new Happening.LettersNeeded(true, given));
        foreach (var other in own.Where(l => l.SessionId != sessionId))
        {
            await keeper.HandleAsync(other.SessionId, null, new Happening.LettersNeeded(true, other.Letter));
        }
    }
}
