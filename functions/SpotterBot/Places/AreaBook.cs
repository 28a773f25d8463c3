using System.Collections.Immutable;
using System.Security.Cryptography;
using SpotterBot.Decisions.Places;
using SpotterBot.Sessions;
using SpotterBot.Settings;
using SpotterBot.Storage;

namespace SpotterBot.Places;

/// <summary>
/// The areas and their dispatch lines: those of the settings, until others were imported into the store. Every process reads them at start and every ten
/// minutes; while the store is away they are as they were.
/// </summary>
public sealed class AreaBook(IRowStore rows, Privacy privacy, SpotterSettings settings, ServiceFacts service)
{
    private const string Current = "current";

    /// <summary>So many areas fit a row.</summary>
    private const int ChunkMost = 20;

    private readonly DocumentRows<Edition> _editions = new(rows, privacy, "areas");
    private readonly DocumentRows<StoredAreas> _chunks = new(rows, privacy, "areas");

    /// <summary>The areas as they stand in the store, or in the settings where none were ever imported.</summary>
    public async ValueTask<ImmutableArray<Area>> ReadAsync()
    {
        if (await _editions.GetAsync(Current) is not { Value: var edition })
        {
            return settings.Areas;
        }

        var areas = ImmutableArray.CreateBuilder<Area>();
        for (var chunk = 0; chunk < edition.Chunks; chunk++)
        {
            var stored = await _chunks.GetAsync(Key(edition.Id, chunk)) ?? throw new IOException("A part of the areas is not in the store.");
            areas.AddRange(stored.Value.Areas.Select(a => a.ToArea()));
        }

        return areas.ToImmutable();
    }

    /// <summary>The same; those of the settings where the store cannot be read.</summary>
    public async ValueTask<ImmutableArray<Area>> ReadOrSettingsAsync()
    {
        try
        {
            return await ReadAsync();
        }
        catch (IOException)
        {
            return settings.Areas;
        }
    }

    /// <summary>From now on decisions are made by the areas as they stand.</summary>
    public async ValueTask RefreshAsync() => service.TakeAreas(await ReadAsync(), settings.OwnNumbers);

    /// <summary>Puts these in place of all that there are: the one write of the edition's row makes them so, and nothing is seen of them before.</summary>
    public async ValueTask ReplaceAsync(ImmutableArray<Area> areas)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var parts = areas.Select(StoredArea.Of).Chunk(ChunkMost).ToList();
        for (var chunk = 0; chunk < parts.Count; chunk++)
        {
            var part = new StoredAreas(parts[chunk]);
            await _chunks.UpdateAsync(Key(id, chunk), _ => part);
        }

        Edition? before = null;
        await _editions.UpdateAsync(Current, held =>
        {
            before = held;
            return new Edition(id, parts.Count);
        });
        for (var chunk = 0; chunk < (before?.Chunks ?? 0); chunk++)
        {
            await _chunks.UpdateAsync(Key(before!.Id, chunk), _ => null);
        }

        await RefreshAsync();
    }

    private static string Key(string edition, int chunk) => $"{edition}-{chunk}";

    private sealed record Edition(string Id, int Chunks);

    private sealed record StoredAreas(StoredArea[] Areas);

    /// <summary>An area as it is stored. New fields are optional: older rows have none of them.</summary>
    private sealed record StoredArea(
        string Name, string[] Match, string[] Lines, string DispatchDigits = "", string Language = "en", DateOnly? VerifiedOn = null, string VerifiedBy = "", bool PersonPlaces = false)
    {
        public static StoredArea Of(Area area) =>
            new(area.Name, [.. area.Match], [.. area.Lines], area.DispatchDigits, area.Language, area.VerifiedOn, area.VerifiedBy, area.PersonPlaces);

        public Area ToArea() => new(Name, [.. Match], [.. Lines], DispatchDigits, Language, VerifiedOn, VerifiedBy, PersonPlaces);
    }
}
