using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.People;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Roster;

/// <summary>Somebody on the roster, as stored.</summary>
public sealed record RosterEntry
{
    public required string Id { get; init; }

    public required bool Coordinator { get; init; }

    public required string Name { get; init; }

    /// <summary>E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>Weekly hours; <c>always</c> for around the clock.</summary>
    public string Hours { get; init; } = "always";

    public string TimeZone { get; init; } = "UTC";

    public DateTimeOffset? LastRungUtc { get; init; }

    /// <summary>The session whose incident rings them or has them.</summary>
    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedUtc { get; init; }

    /// <summary>They texted OFF, or a break runs until then.</summary>
    public DateTimeOffset? OffUntilUtc { get; init; }

    /// <summary>They texted ON outside their hours: on until they text OFF.</summary>
    public bool OnByHand { get; init; }
}

/// <summary>A peer who is on now.</summary>
/// <param name="InOwnSession">They are being spotted themselves.</param>
public sealed record OnShift(string Id, string Phone, DateTimeOffset? LastRungUtc, string? ClaimedBy, bool InOwnSession)
{
    public bool IsBusyFor(string? sessionId) => InOwnSession || (ClaimedBy is not null && ClaimedBy != sessionId);
}

public sealed record RosterSnapshot(ImmutableArray<OnShift> Peers, ImmutableArray<CoordinatorFact> Coordinators);

/// <summary>Who is on call. Claims are conditional writes, so that nobody is rung for two cases at once.</summary>
public sealed class RosterBook(IRowStore rows, Privacy privacy, PhoneBook phones)
{
    /// <summary>A claim that nobody gave back, its session long gone, does not keep a peer off for ever.</summary>
    private static readonly TimeSpan ClaimForgotten = TimeSpan.FromHours(4);

    /// <summary>The roster is read again after this; the claim itself is always made on the row.</summary>
    private static readonly TimeSpan SnapshotGood = TimeSpan.FromSeconds(2);

    private readonly DocumentRows<RosterEntry> _entries = new(rows, privacy, "roster");
    private Reading? _read;

    /// <summary>Writes the settings' roster where the store has none of these people yet.</summary>
    public async ValueTask SeedAsync(IEnumerable<RosterEntry> entries)
    {
        foreach (var entry in entries)
        {
            await _entries.UpdateAsync(entry.Id, held => held ?? entry);
        }
    }

    public async ValueTask<RosterEntry?> OfAsync(string id) => (await _entries.GetAsync(id))?.Value;

    public async ValueTask<RosterEntry?> ByPhoneAsync(string phone, DateTimeOffset now) =>
        (await ReadAsync(now)).Entries.FirstOrDefault(e => e.Phone == phone);

    /// <summary>Everybody on the roster, on shift or not.</summary>
    public async ValueTask<IReadOnlyList<RosterEntry>> AllAsync() => await _entries.AllAsync();

    public async ValueTask<RosterSnapshot> SnapshotAsync(DateTimeOffset now) => (await ReadAsync(now)).OnShift;

    /// <summary>Claims a person for a session; false where another case has them.</summary>
    public async ValueTask<bool> TryClaimAsync(string id, string sessionId, DateTimeOffset now)
    {
        var claimed = false;
        await _entries.UpdateAsync(id, held =>
        {
            claimed = held is not null && (held.Coordinator || Claim(held, now) is null || held.ClaimedBy == sessionId);
            return claimed ? held! with { ClaimedBy = held.Coordinator ? null : sessionId, ClaimedUtc = now, LastRungUtc = now } : held;
        });
        _read = null;
        return claimed;
    }

    public async ValueTask ReleaseAsync(string id, string sessionId)
    {
        await _entries.UpdateAsync(id, held => held?.ClaimedBy == sessionId ? held with { ClaimedBy = null, ClaimedUtc = null } : held);
        _read = null;
    }

    public async ValueTask SetOnAsync(string id, bool on, DateTimeOffset? offUntilUtc)
    {
        await _entries.UpdateAsync(id, held => held is null ? null : held with { OnByHand = on, OffUntilUtc = offUntilUtc });
        _read = null;
    }

    /// <summary>Whether they may be rung then.</summary>
    public static bool IsOn(RosterEntry entry, DateTimeOffset now) =>
        !(entry.OffUntilUtc > now) && (entry.OnByHand || InHours(entry, now));

    /// <summary>Hours that can no longer be read keep nobody off: a ring too many is better than none.</summary>
    public static bool InHours(RosterEntry entry, DateTimeOffset now) =>
        !TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var zone) || !Hours.TryParse(entry.Hours, zone, out var hours) || hours.IsOn(now);

    private static string? Claim(RosterEntry entry, DateTimeOffset now) =>
        entry.ClaimedUtc is { } at && now - at < ClaimForgotten ? entry.ClaimedBy : null;

    private async ValueTask<Reading> ReadAsync(DateTimeOffset now)
    {
        if (_read is { } read && now - read.Utc < SnapshotGood && now >= read.Utc)
        {
            return read;
        }

        var entries = ImmutableArray.CreateBuilder<RosterEntry>();
        entries.AddRange(await _entries.AllAsync());
        var inSession = new HashSet<string>(StringComparer.Ordinal);
        foreach (var peer in entries.Where(e => !e.Coordinator))
        {
            if ((await phones.OfAsync(peer.Phone)).OwnSessions.Any())
            {
                inSession.Add(peer.Id);
            }
        }

        var fresh = new Reading(now, entries.ToImmutable(), new RosterSnapshot(
            [.. entries.Where(e => !e.Coordinator && IsOn(e, now))
                .Select(e => new OnShift(e.Id, e.Phone, e.LastRungUtc, Claim(e, now), inSession.Contains(e.Id)))],
            [.. entries.Where(e => e.Coordinator && IsOn(e, now)).Select(e => new CoordinatorFact(e.Id, e.Phone))]));
        _read = fresh;
        return fresh;
    }

    /// <summary>The roster as read, and who of it could be rung then.</summary>
    private sealed record Reading(DateTimeOffset Utc, ImmutableArray<RosterEntry> Entries, RosterSnapshot OnShift);
}
