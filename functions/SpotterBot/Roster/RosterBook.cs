using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.People;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Roster;

/// <summary>Who is on call. Claims are conditional writes, so that nobody is rung for two cases at once.</summary>
public sealed class RosterBook(IRowStore rows, Privacy privacy, PhoneBook phones, SpotterSettings settings)
{
    /// <summary>Within so long hard cases add up.</summary>
    private static readonly TimeSpan ExposureWindow = TimeSpan.FromDays(7);

    private static readonly TimeSpan ExposuresKept = TimeSpan.FromDays(30);

    /// <summary>A claim that nobody gave back, its session long gone, does not keep a peer off for ever.</summary>
    private static readonly TimeSpan ClaimForgotten = TimeSpan.FromHours(4);

    /// <summary>The roster is read again after this; the claim itself is always made on the row.</summary>
    private static readonly TimeSpan SnapshotGood = TimeSpan.FromSeconds(2);

    private readonly DocumentRows<RosterEntry> _entries = new(rows, privacy, "roster");
    private Reading? _read;

    /// <summary>The session that rings them or has them, as long as a claim counts.</summary>
    public static string? Claim(RosterEntry entry, DateTimeOffset now) =>
        entry.ClaimedUtc is { } at && now - at < ClaimForgotten ? entry.ClaimedBy : null;

    /// <summary>Writes the settings' roster where the store has none of these people yet. Who was removed since stays away.</summary>
    public async ValueTask SeedAsync(IEnumerable<RosterEntry> entries)
    {
        foreach (var entry in entries)
        {
            await _entries.UpdateAsync(entry.Id, held => held ?? entry);
        }
    }

    public async ValueTask<RosterEntry?> OfAsync(string id) => (await _entries.GetAsync(id))?.Value is { Removed: false } entry ? entry : null;

    public async ValueTask<RosterEntry?> ByPhoneAsync(string phone, DateTimeOffset now) =>
        (await ReadAsync(now)).Entries.FirstOrDefault(e => e.Phone == phone);

    /// <summary>Everybody on the roster, on shift or not.</summary>
    public async ValueTask<IReadOnlyList<RosterEntry>> AllAsync() => [.. (await _entries.AllAsync()).Where(e => !e.Removed)];

    public async ValueTask<RosterSnapshot> SnapshotAsync(DateTimeOffset now) => (await ReadAsync(now)).OnShift;

    /// <summary>Claims a person for a session; false where another case has them.</summary>
    public async ValueTask<bool> TryClaimAsync(string id, string sessionId, DateTimeOffset now)
    {
        var claimed = false;
        await _entries.UpdateAsync(id, held =>
        {
            claimed = held is { Removed: false } && (held.Coordinator || Claim(held, now) is null || held.ClaimedBy == sessionId);
            return claimed ? held! with { ClaimedBy = held.Coordinator ? null : sessionId, ClaimedUtc = now, LastRungUtc = now } : held;
        });
        _read = null;
        return claimed;
    }

    public ValueTask ReleaseAsync(string id, string sessionId) =>
        ChangeAsync(id, held => held.ClaimedBy == sessionId ? held with { ClaimedBy = null, ClaimedUtc = null } : held);

    /// <summary>Changes somebody who is on the roster; nobody else.</summary>
    public async ValueTask ChangeAsync(string id, Func<RosterEntry, RosterEntry> change)
    {
        await _entries.UpdateAsync(id, held => held is { Removed: false } ? change(held) : held);
        _read = null;
    }

    /// <summary>Puts somebody on the roster under an id of their own, or changes who has this phone already. Returns them as they now stand.</summary>
    /// <param name="entry">Its id is not looked at.</param>
    /// <param name="onto">What becomes of somebody who has this phone already.</param>
    public async ValueTask<RosterEntry> PutAsync(RosterEntry entry, Func<RosterEntry, RosterEntry> onto)
    {
        var all = await _entries.AllAsync();
        var stands = entry;
        if (all.FirstOrDefault(e => !e.Removed && e.Phone == entry.Phone) is { } known)
        {
            await ChangeAsync(known.Id, held => stands = onto(held) with { Id = held.Id });
            return stands;
        }

        var letter = entry.Coordinator ? 'c' : entry.Mentor ? 'm' : 'p';
        for (var number = 1; ; number++)
        {
            // Another process may be writing one, too: the number is taken by writing it.
            stands = entry with { Id = $"{letter}{number}" };
            var taken = false;
            if (all.Any(e => e.Id == stands.Id))
            {
                continue;
            }

            await _entries.UpdateAsync(stands.Id, held =>
            {
                taken = held is not null;
                return held ?? stands;
            });
            if (!taken)
            {
                _read = null;
                return stands;
            }
        }
    }

    /// <summary>Counts a hard case. Returns how many there were within a week where coordinators should hear of it, which they do once a week.</summary>
    /// <param name="caseId">Counted once, however often it comes.</param>
    public async ValueTask<int?> CountExposureAsync(string id, string caseId, DateTimeOffset now)
    {
        int? nudge = null;

        // A nudge that nobody hears is not spent: the next one comes where a coordinator is on.
        var heard = !(await ReadAsync(now)).OnShift.Coordinators.IsEmpty;
        await ChangeAsync(id, held =>
        {
            ImmutableArray<Exposure> all = [.. held.Exposures.Where(e => e.Case != caseId && now - e.Utc < ExposuresKept), new Exposure(caseId, now)];
            var count = all.Count(e => now - e.Utc < ExposureWindow);
            var told = now - held.NudgedUtc < ExposureWindow;
            nudge = heard && count >= settings.Roster.ExposureNudge && !told ? count : null;
            return held with { Exposures = all, NudgedUtc = nudge is null ? held.NudgedUtc : now };
        });
        return nudge;
    }

    /// <summary>Nothing of them is kept but that their id is spent.</summary>
    public ValueTask RemoveAsync(string id) => ChangeAsync(id, held => new RosterEntry
    {
        Id = held.Id,
        Coordinator = held.Coordinator,
        Mentor = held.Mentor,
        Name = "",
        Phone = "",
        Removed = true,
    });

    private async ValueTask<Reading> ReadAsync(DateTimeOffset now)
    {
        if (_read is { } read && now - read.Utc < SnapshotGood && now >= read.Utc)
        {
            return read;
        }

        ImmutableArray<RosterEntry> entries = [.. await AllAsync()];
        var inSession = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in entries)
        {
            if ((await phones.OfAsync(person.Phone)).OwnSessions.Any())
            {
                inSession.Add(person.Id);
            }
        }

        ImmutableArray<OnShift> On(Func<RosterEntry, bool> which) =>
        [
            .. entries.Where(e => which(e) && Shifts.IsOn(e, now))
                .Select(e => new OnShift(e.Id, e.Phone, e.LastRungUtc, Claim(e, now), inSession.Contains(e.Id), e.Languages)),
        ];
        ImmutableArray<CoordinatorFact> Coordinators(Func<RosterEntry, bool> which) =>
            [.. entries.Where(e => e.Coordinator && which(e)).Select(e => new CoordinatorFact(e.Id, e.Phone, inSession.Contains(e.Id)))];
        var coordinators = Coordinators(e => Shifts.IsOn(e, now));
        var fresh = new Reading(now, entries, new RosterSnapshot(
            On(e => e.IsPeer),
            On(e => e.Mentor),
            coordinators,
            coordinators.IsEmpty ? Coordinators(_ => true) : coordinators,
            entries.ToImmutableDictionary(e => e.Id, e => Fact(e, now))));
        _read = fresh;
        return fresh;
    }

    private static PersonFact Fact(RosterEntry entry, DateTimeOffset now)
    {
        var zone = Shifts.ZoneOf(entry);
        DateTimeOffset? from = entry.Invited ? null : Shifts.IsOn(entry, now) ? now : Daytime.From(zone, now);
        return new PersonFact(entry.Name)
        {
            AskFromUtc = entry.AsksNothing ? null : from,
            ThanksFromUtc = from,
            TomorrowUtc = Daytime.Tomorrow(zone, now),
            Phone = entry.Phone,
            CaseOf = Claim(entry, now),
        };
    }

    /// <summary>The roster as read, and who of it could be rung then.</summary>
    private sealed record Reading(DateTimeOffset Utc, ImmutableArray<RosterEntry> Entries, RosterSnapshot OnShift);
}
