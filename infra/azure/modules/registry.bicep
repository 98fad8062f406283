// Where the bot's images lie. It has no administrator's password: the bot's identity pulls, and who releases pushes as himself.
param name string
param location string
param tags object
param zoneRedundant bool
param principalId string
param privateEndpoints bool
param subnetId string
param zoneId string

// learn.microsoft.com, "Azure built-in roles for Containers": AcrPull.
var pulls = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

// Private endpoints and zones are a matter of the plan Premium ("Azure Container Registry service tiers").
var premium = privateEndpoints || zoneRedundant

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: premium ? 'Premium' : 'Basic' }
  properties: {
    adminUserEnabled: false
    zoneRedundancy: zoneRedundant ? 'Enabled' : 'Disabled'
    // Images are pushed from a build machine outside the network; pulling goes the private way.
    publicNetworkAccess: 'Enabled'
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, principalId, pulls)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', pulls)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

module endpoint 'private-endpoint.bicep' = if (privateEndpoints) {
  name: 'registry-endpoint'
  params: {
    name: '${name}-endpoint'
    location: location
    tags: tags
    subnetId: subnetId
    zoneId: zoneId
    resourceId: registry.id
    groupId: 'registry'
  }
}

output server string = registry.properties.loginServer
